using System.Globalization;
using NegPreact.Models;

namespace NegPreact.Gpu;

/// <summary>What a step is told on its command line.</summary>
internal sealed record Options
{
    /// <summary>The file that rows are added to, one JSON object per line.</summary>
    public string Out { get; private init; } = "gpu.jsonl";

    public ComputeDevice Device { get; private init; } = ComputeDevice.Cuda;

    public ComputeType Compute { get; private init; }

    /// <summary>Name of a <see cref="Shapes"/> entry.</summary>
    public string Shape { get; private init; } = "tiny";

    /// <summary>How many tokens are run.</summary>
    public int Tokens { get; private init; } = 2048;

    /// <summary>
    /// How many gigabytes of the GPU may be in use in all, the rest being taken away first; null for the whole card.
    /// </summary>
    public double? Within { get; private init; }

    /// <summary>Folders with reference outputs, or the built-in model's.</summary>
    public IReadOnlyList<string> Folders { get; private init; } = [];

    public LoadOptions Load => new() { Device = Device, Compute = Compute, SlowBFloat16 = true };

    /// <summary>The options; null where one is unknown or lacks its value.</summary>
    public static Options? Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                options = options with { Folders = [.. options.Folders, args[i]] };
                continue;
            }

            if (i + 1 == args.Length)
                return null;
            var value = args[i + 1];
            Options? next = args[i++] switch
            {
                "--out" => options with { Out = value },
                "--device" => options with { Device = Enum.Parse<ComputeDevice>(value, ignoreCase: true) },
                "--compute" => options with { Compute = Enum.Parse<ComputeType>(value, ignoreCase: true) },
                "--shape" => options with { Shape = value },
                "--tokens" => options with { Tokens = int.Parse(value, CultureInfo.InvariantCulture) },
                "--within" => options with { Within = double.Parse(value, CultureInfo.InvariantCulture) },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }

        return options;
    }
}
