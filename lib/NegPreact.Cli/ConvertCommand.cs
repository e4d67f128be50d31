using System.CommandLine;

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
        var output = new Option<string>("--out")
        {
            Description = "The Hugging Face folder to write; it must not exist yet.",
            Required = true,
        };
        var llama2c = new Command("llama2c", "Converts a model of karpathy/llama2.c.") { model, tokenizer, output };
        llama2c.SetAction(parsed =>
        {
            Llama2cFolder.Write(parsed.GetValue(model)!, parsed.GetValue(tokenizer)!, parsed.GetValue(output)!);
            Console.WriteLine($"Wrote {parsed.GetValue(output)}");
            return 0;
        });
        return new Command("convert", "Writes a model of another format as a Hugging Face folder.") { llama2c };
    }
}
