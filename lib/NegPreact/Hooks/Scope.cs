namespace NegPreact.Hooks;

/// <summary>Runs an action once, when it is first disposed.</summary>
internal sealed class Scope(Action close) : IDisposable
{
    private Action? close = close;

    /// <summary>One scope over several, closed in reverse order, each even when another throws.</summary>
    public static Scope Of(IReadOnlyList<IDisposable> scopes) => new(() =>
    {
        List<Exception>? failures = null;
        for (var i = scopes.Count - 1; i >= 0; i--)
        {
            try
            {
                scopes[i].Dispose();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null)
            throw new AggregateException(failures);
    });

    public void Dispose() => Interlocked.Exchange(ref close, null)?.Invoke();
}
