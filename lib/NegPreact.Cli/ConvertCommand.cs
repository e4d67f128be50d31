using System.CommandLine;
using NegPreact.Models;
using NegPreact.Weights;

namespace NegPreact.Cli;

/// <summary><c>negpreact convert</c>: models of other formats as Hugging Face folders.</summary>
internal static class ConvertCommand
{
    public static Command Make()
    {
        var model = new Argument<string>("model")
        {
            Description = "The model file, such as stories260K.bin (version 0 of llama2.c's export).",
        };
        var tokenizer = new Argument<string>("tokenizer") { Description = "Its tokenizer file, such as tok512.bin." };
        var output = Output();
        var llama2c = new Command("llama2c", "Converts a model of karpathy/llama2.c.") { model, tokenizer, output };
        llama2c.SetAction(parsed =>
        {
            Llama2cFolder.Write(parsed.GetValue(model)!, parsed.GetValue(tokenizer)!, parsed.GetValue(output)!);
            Console.WriteLine($"Wrote {parsed.GetValue(output)}");
            return 0;
        });
        return new Command("convert", "Writes a model of another format as a Hugging Face folder.")
        {
            llama2c, Gguf(),
        };
    }

    private static Command Gguf()
    {
        var file = new Argument<string>("file") { Description = "The GGUF file." };
        var output = Output();
        var dtype = new Option<WrittenDtype>("--dtype")
        {
            Description = "How the weights are written: float32 (to the last bit what the file holds), float16 or "
                + "bfloat16 (rounded).",
        };
        var accept = new Option<string[]>("--accept-unknown")
        {
            Description = "A key of the metadata that the library does not know and that the forward pass does not "
                + "need; may be given several times.",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "KEY",
        };
        var gguf = new Command("gguf", "Converts a GGUF file, unpacking quantised weights.")
        {
            file, output, dtype, accept,
        };
        gguf.SetAction(parsed =>
        {
            var assumed = GgufConversion.Write(
                parsed.GetValue(file)!, parsed.GetValue(output)!, parsed.GetValue(dtype) switch
                {
                    WrittenDtype.Float32 => TensorDtype.Float32,
                    WrittenDtype.Float16 => TensorDtype.Float16,
                    WrittenDtype.BFloat16 => TensorDtype.BFloat16,
                    var other => throw new InvalidOperationException($"unknown type {other}"),
                },
                parsed.GetValue(accept));
            foreach (var sentence in assumed)
                Console.WriteLine($"Not in the file, so assumed: {sentence}.");
            Console.WriteLine($"Wrote {parsed.GetValue(output)}");
            return 0;
        });
        return gguf;
    }

    private static Option<string> Output() => new("--out")
    {
        Description = "The Hugging Face folder to write; it must not exist yet.",
        Required = true,
    };

    private enum WrittenDtype
    {
        Float32,
        Float16,
        BFloat16,
    }
}
