namespace NegPreact.Notebooks.Running;

/// <summary>
/// The functions that every cell can call without a prefix, as in .NET Interactive. <c>display</c> returns nothing
/// here: updating a displayed value does not work alike in all readers, so notebooks that pass here do not rely on it.
/// </summary>
// the kernel spells both `display` and `Display`, and notebooks must run in both
#pragma warning disable IDE1006, CA1708
public static class NotebookFunctions
{
    /// <summary>Shows a value in each form that it offers.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The forms wanted, such as <c>text/html</c>; none for all that the value offers.</param>
    /// <exception cref="NotebookException">The value offers no such form.</exception>
    /// <exception cref="InvalidOperationException">No notebook cell is running.</exception>
    public static void display(object? value, params string[] mimeTypes)
    {
        var recorder = CellRecorder.Current ?? throw new InvalidOperationException(
            "display works only in a running notebook cell.");
        recorder.Add(new DisplayOutput(DisplayForms.Of(value, mimeTypes), IsResult: false));
    }

    /// <summary>Shows this value in each form that it offers.</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="value">Any value.</param>
    /// <param name="mimeTypes">The forms wanted; none for all that the value offers.</param>
    /// <exception cref="NotebookException">The value offers no such form.</exception>
    /// <exception cref="InvalidOperationException">No notebook cell is running.</exception>
    public static void Display<T>(this T value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Makes a piece of HTML to be displayed as it stands.</summary>
    /// <param name="content">The markup.</param>
    /// <returns>The piece: the cell's result, or a value for <see cref="display"/>.</returns>
    public static HtmlFragment HTML(string content) => new(content);
}
