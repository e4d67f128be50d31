namespace NegPreact.Notebooks.Running;

/// <summary>A piece of HTML that is displayed as it stands.</summary>
/// <param name="Html">The markup.</param>
public sealed record HtmlFragment(string Html)
{
    /// <summary>The markup.</summary>
    /// <returns><see cref="Html"/>.</returns>
    public override string ToString() => Html;
}
