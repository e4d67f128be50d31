using System.CommandLine;
using System.Globalization;
using NegPreact.Models;
using NegPreact.Parity;
using Spectre.Console;
using SpectreTable = Spectre.Console.Table;

namespace NegPreact.Cli;

/// <summary><c>negpreact parity</c>: how far the library's numbers are from a reference's.</summary>
internal static class ParityCommand
{
    private const double UsualTolerance = 1e-4;

    public static Command Make()
    {
        var folders = new Argument<string[]>("folders")
        {
            Description = "Folders with a model, inputs.json, expected.json and expected.safetensors; GGUF files with "
                + "NAME.json and NAME.expected.safetensors beside them, or folders of such files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "The largest difference that passes: absolute for tensors, relative for scores.",
            DefaultValueFactory = _ => UsualTolerance,
        };
        var device = new Option<ComputeDevice?>("--device")
        {
            Description = "Where to compute: cpu, cuda or automatic.",
        };
        var compute = new Option<ComputeType?>("--compute")
        {
            Description = "The type for products with the model's matrices: float32 or bfloat16.",
        };
        var accept = RunCommand.AcceptUnknown();
        var command = new Command(
            "parity",
            "Compares logits, pre-activations and scores with those of a reference implementation; exit code 1 if any "
                + "differ.")
        {
            folders, tolerance, device, compute, accept,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var agrees = true;
            var options = LoadOptions.FromEnvironment();
            options = options with
            {
                Device = parsed.GetValue(device) ?? options.Device,
                Compute = parsed.GetValue(compute) ?? options.Compute,
                AcceptUnknown = parsed.GetValue(accept) is { Length: > 0 } fields ? fields : options.AcceptUnknown,
            };
            foreach (var place in parsed.GetValue(folders)!.SelectMany(Places))
            {
                using var reference = File.Exists(place) ? (IReference)ReferenceGguf.Open(place, options)
                    : ReferenceFolder.Open(place, options);
                try
                {
                    agrees &= Agrees(place, reference, parsed.GetValue(tolerance), cancellation);
                }
                catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
                {
                    // What System.Text.Json throws where a property is missing or of another kind.
                    throw new NegPreactException(
                        ErrorKind.Reference, $"{place}: the stored outputs do not have the structure of a reference "
                        + $"({e.Message}); get them again.", e);
                }
            }

            return Task.FromResult(agrees ? 0 : 1);
        });
        return command;
    }

    private static IReadOnlyList<string> Places(string named) =>
        ReferenceGguf.In(named) is { Count: > 0 } files ? files : [named];

    private static bool Agrees(
        string place, IReference reference, double tolerance, CancellationToken cancellation)
    {
        var table = new SpectreTable
        {
            Title = new TableTitle(Markup.Escape($"{place}: largest differences")),
            Border = TableBorder.Simple,
        };
        table.AddColumns("compared", "values", "absolute", "relative", "");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned().NoWrap();
        var agrees = true;
        foreach (var difference in reference.Compare(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var within = difference.IsWithin(tolerance);
            agrees &= within;
            table.AddRow(
                Markup.Escape(difference.Name), difference.Count.ToString("N0", CultureInfo.InvariantCulture),
                Short(difference.Absolute), Short(difference.Relative),
                within ? "[green]agrees[/]" : "[red]differs[/]");
        }

        AnsiConsole.Write(table);
        return agrees;
    }

    private static string Short(double value) => value.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
