#pragma warning disable IDE0130 // the kernel's own names: the library finds them by name
namespace Microsoft.DotNet.Interactive;

/// <summary>As much of .NET Interactive's context as the library asks for, of the same names and shapes.</summary>
public class KernelInvocationContext
{
    private static readonly AsyncLocal<KernelInvocationContext?> Running = new();

    public static KernelInvocationContext? Current => Running.Value;

    public CancellationToken CancellationToken { get; init; }

    public List<string> Lines { get; } = [];

    public IDisposable Run()
    {
        Running.Value = this;
        return new End();
    }

    private sealed class End : IDisposable
    {
        public void Dispose() => Running.Value = null;
    }
}

public static class KernelInvocationContextExtensions
{
    public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes)
    {
        Assert.Empty(mimeTypes);
        context.Lines.Add($"new: {value}");
        return new DisplayedValue(context);
    }
}

public class DisplayedValue(KernelInvocationContext context)
{
    public void Update(object updatedValue) => context.Lines.Add($"again: {updatedValue}");
}
