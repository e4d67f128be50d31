using System.Globalization;
using System.Runtime.InteropServices;
using NegPreact.Native;

namespace NegPreact;

/// <summary>What a notebook's first cell calls.</summary>
public static class Notebook
{
    /// <summary>
    /// Gives what all charts and tables of the notebook share (plotly.js and one stylesheet, no network needed) and says what runs
    /// here. Leave it as the cell's last expression, so that it is shown. From here on numbers read alike ("0.5", "1,000") whatever
    /// the reader's language.
    /// </summary>
    public static NotebookStart Start()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return new NotebookStart(string.Join(", ", Facts()) + ".");
    }

    private static IEnumerable<string> Facts() =>
    [
        $"NegPreact {typeof(Notebook).Assembly.GetName().Version?.ToString(3)}",
        RuntimeInformation.FrameworkDescription,
        NativeLibraries.Description,
        Figures.Numbers.Count(TorchSharp.torch.get_num_threads(), "thread"),
    ];
}
