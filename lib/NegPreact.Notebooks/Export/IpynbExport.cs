using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>A notebook and its outputs as a Jupyter notebook, nbformat 4.5, as .NET Interactive writes it.</summary>
public static class IpynbExport
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, not a page: markup stays readable in a diff
    };

    /// <summary>Writes the notebook.</summary>
    /// <param name="run">The notebook and what came of running it.</param>
    /// <param name="path">The file to write; its folder must exist.</param>
    public static void Write(NotebookRun run, string path) => WholeFile.Write(path, ToJson(run));

    /// <summary>Makes the notebook; the same run gives the same text.</summary>
    /// <param name="run">The notebook and what came of running it.</param>
    /// <returns>JSON text.</returns>
    public static string ToJson(NotebookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var cells = new JsonArray();
        var executed = 0;
        foreach (var cell in run.Cells)
        {
            int? count = cell.Cell.Kind == CellKind.CSharp && cell.Status != RunStatus.NotRun ? ++executed : null;
            cells.Add(Cell(cell, count));
        }

        var notebook = new JsonObject
        {
            ["cells"] = cells,
            ["metadata"] = Metadata(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return notebook.ToJsonString(Format) + "\n";
    }

    private static JsonObject Metadata() => new()
    {
        ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#",
            ["name"] = ".net-csharp" },
        ["language_info"] = new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "C#",
            ["pygments_lexer"] = "csharp",
        },
        ["polyglot_notebook"] = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(
                new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" }),
            },
        },
    };

    private static JsonObject Cell(CellRun run, int? count)
    {
        var isCode = run.Cell.Kind == CellKind.CSharp;
        var language = isCode ? "csharp" : "markdown";
        var cell = new JsonObject
        {
            ["cell_type"] = isCode ? "code" : "markdown",
            ["id"] = $"cell-{run.Number}",
            ["metadata"] = new JsonObject
            {
                ["dotnet_interactive"] = new JsonObject { ["language"] = language },
                ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language },
            },
            ["source"] = Lines(run.Cell.Source),
        };
        if (isCode)
        {
            cell["execution_count"] = count;
            cell["outputs"] = new JsonArray([.. run.Outputs.Select(output => Output(output, count))]);
        }

        return cell;
    }

    private static JsonObject Output(CellOutput output, int? count)
    {
        switch (output)
        {
            case StreamOutput stream:
                return new JsonObject
                {
                    ["output_type"] = "stream",
                    ["name"] = stream.IsError ? "stderr" : "stdout",
                    ["text"] = Lines(stream.Text),
                };
            case ErrorOutput error:
                return new JsonObject
                {
                    ["output_type"] = "error",
                    ["ename"] = error.Name,
                    ["evalue"] = error.Message,
                    ["traceback"] = new JsonArray(
                        [.. error.Trace.Prepend($"line {error.Line}: {error.Message}")
                        .Select(line => JsonValue.Create(line))]),
                };
            case DisplayOutput display:
                var shown = new JsonObject
                {
                    ["output_type"] = display.IsResult ? "execute_result" : "display_data",
                    ["data"] = new JsonObject(
                        display.Data.Select(form => KeyValuePair.Create(form.Key, Form(form.Key, form.Value)))),
                    ["metadata"] = new JsonObject(),
                };
                if (display.IsResult)
                    shown["execution_count"] = count;
                return shown;
            default:
                throw new ArgumentException($"nbformat has no output like {output.GetType().Name}.");
        }
    }

    // nbformat keeps JSON as JSON, everything else as text.
    private static JsonNode? Form(string mimeType, string value) =>
        mimeType.EndsWith("+json", StringComparison.Ordinal) ? JsonNode.Parse(value) : Lines(value);

    // nbformat's multi-line string: a list of lines that keep their line feeds.
    private static JsonArray Lines(string text)
    {
        var lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line)
            .Where(line => line.Length > 0).Select(line => JsonValue.Create(line))]);
    }
}
