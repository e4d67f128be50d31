using System.CommandLine;
using System.Globalization;
using NegPreact.Models;
using NegPreact.Native;
using NegPreact.Training;
using Spectre.Console;

namespace NegPreact.Cli;

/// <summary><c>negpreact train</c>: trains a model as the built-in one was trained.</summary>
internal static class TrainCommand
{
    public static Command Make()
    {
        var d = new TrainingSettings();
        var text = new Option<string>("--text")
        {
            Description = "Folder of .txt or .txt.gz files, one paragraph per line; files named valid* are the "
                + "validation text.",
            Required = true,
        };
        var output = new Option<string>("--out") { Description = "The Hugging Face folder to write.", Required = true };
        var state = new Option<string>("--state")
        {
            Description = "Where the resumable state is kept.",
            DefaultValueFactory = _ => Path.Combine(UserCache.Folder, "train"),
        };
        var threads = Setting(
            "--threads",
            "How many parts of a step are computed at once; this does not change the result.",
            Math.Min(d.Parts, Environment.ProcessorCount));
        var device = Setting(
            "--device", "Where to train: cpu, cuda or automatic. On a GPU, use --parts 1.", ComputeDevice.Cpu);
        var compute = Setting(
            "--compute",
            "The type for products with matrices: float32, or bfloat16 (fast on a GPU); weights stay float32.",
            d.Compute);
        var form = Setting(
            "--form",
            "Kind of model: SiluLlama, GeluGptNeoX (like Pythia) or ReluGptNeoX (with OPT's activation function).",
            d.Form);
        var vocabulary = Setting("--vocabulary", "Number of token ids.", d.VocabularySize);
        var hidden = Setting("--hidden", "Width of the residual stream.", d.HiddenSize);
        var intermediate = Setting("--intermediate", "Neurons per layer.", d.IntermediateSize);
        var layers = Setting("--layers", "Layers.", d.Layers);
        var heads = Setting("--heads", "Attention heads.", d.Heads);
        var keyHeads = Setting("--key-heads", "Key and value heads.", d.KeyHeads);
        var context = Setting("--context", "Tokens per window.", d.Context);
        var batch = Setting("--batch", "Windows per step.", d.Batch);
        var parts = Setting("--parts", "Parts in which a step is computed.", d.Parts);
        var steps = Setting("--steps", "Optimiser steps.", d.Steps);
        var rate = Setting("--learning-rate", "Highest learning rate.", d.LearningRate);
        var saveEvery = Setting(
            "--save-every",
            "Steps between saved states; an interrupted run loses at most this many.",
            LanguageModelTraining.DefaultSaveEvery);
        var seed = Setting("--seed", "Seed for the initial weights and the order of the text.", d.Seed);
        var command = new Command(
            "train",
            "Trains a tokenizer and a language model on a folder of text; an interrupted run is resumed.")
        {
            text, output, state, threads, device, compute, form, vocabulary, hidden, intermediate, layers, heads,
            keyHeads, context, batch, parts, steps, rate, seed, saveEvery,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = new TrainingSettings
            {
                Compute = parsed.GetValue(compute),
                Form = parsed.GetValue(form),
                VocabularySize = parsed.GetValue(vocabulary),
                HiddenSize = parsed.GetValue(hidden),
                IntermediateSize = parsed.GetValue(intermediate),
                Layers = parsed.GetValue(layers),
                Heads = parsed.GetValue(heads),
                KeyHeads = parsed.GetValue(keyHeads),
                Context = parsed.GetValue(context),
                Batch = parsed.GetValue(batch),
                Parts = parsed.GetValue(parts),
                Steps = parsed.GetValue(steps),
                LearningRate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
            };
            Run(
                parsed.GetValue(text)!, parsed.GetValue(output)!, parsed.GetValue(state)!, settings,
                parsed.GetValue(threads), parsed.GetValue(device), parsed.GetValue(saveEvery), cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private static Option<T> Setting<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static void Run(
        string text, string output, string state, TrainingSettings settings, int threads, ComputeDevice device,
        int saveEvery, CancellationToken cancellation)
    {
        NativeLibraries.EnsureLoaded();
        // Parts side by side need no barriers within an operation, which cost more than they give where other programs
        // run.
        TorchSharp.torch.set_num_threads(1);
        var checkpoints = CheckpointSteps.LogSpacedThenEven(settings.Steps);
        void Say(string line) => AnsiConsole.MarkupLineInterpolated($"[grey]{line}[/]");
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            LanguageModelTraining.Run(
                text, output, state, settings, checkpoints, Say, r => Console.WriteLine(Line(r)), saveEvery, threads,
                device, cancellation);
            return;
        }

        var columns = new ProgressColumn[]
        {
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new RemainingTimeColumn(),
        };
        AnsiConsole.Progress().Columns(columns).Start(bars =>
        {
            var bar = bars.AddTask("starting", maxValue: settings.Steps);
            void Describe(string line) => bar.Description = Markup.Escape(line);
            void Report(TrainingReport r)
            {
                bar.Value = r.Step;
                Describe(Line(r));
            }

            LanguageModelTraining.Run(
                text, output, state, settings, checkpoints, Describe, Report, saveEvery, threads, device, cancellation);
        });
    }

    private static string Line(TrainingReport r) => string.Create(
        CultureInfo.InvariantCulture,
        $"step {r.Step}/{r.Steps}  loss {r.Loss:F4}{(r.ValidationLoss is { } v ? $"  validation {v:F4}" : "")}  "
            + $"{r.TokensPerSecond:F0} tokens/s  {r.TimeLeft:h\\:mm\\:ss} left");
}
