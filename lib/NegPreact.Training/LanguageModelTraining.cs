using System.Security.Cryptography;
using System.Text.Json;
using NegPreact.Models;
using NegPreact.Tokens;
using NegPreact.Training.Tokens;

namespace NegPreact.Training;

/// <summary>Trains a tokenizer and a language model on a folder of text and writes a Hugging Face folder.</summary>
public static class LanguageModelTraining
{
    /// <summary>Steps between two saved states, unless another number is asked for.</summary>
    public const int DefaultSaveEvery = 200;

    private const int ValidateEvery = 500;

    /// <summary>Runs or resumes.</summary>
    /// <param name="text">Folder with <c>*.txt[.gz]</c> for training and <c>valid*.txt[.gz]</c> for validation.</param>
    /// <param name="output">
    /// The Hugging Face folder to write; checkpoints go to <c>checkpoints/stepNNNNNN</c> below it.
    /// </param>
    /// <param name="state">Where the resumable state and the encoded text are kept.</param>
    /// <param name="settings">What to train.</param>
    /// <param name="checkpoints">After which steps a checkpoint is kept.</param>
    /// <param name="say">Gets a line for each stage.</param>
    /// <param name="report">Gets the state of the run now and then.</param>
    /// <param name="saveEvery">
    /// Steps between two saved states: what a killed run loses at most. It does not change what is trained.
    /// </param>
    /// <param name="threads">
    /// How many parts of a step are computed at once; it does not change what is trained either.
    /// </param>
    /// <param name="device">Where weights, text and optimiser lie; a run may be resumed on another device.</param>
    /// <param name="cancellation">Stops the run; it can be resumed with the same arguments.</param>
    /// <exception cref="NegPreactException">The settings, the text, the state or the device cannot be used.</exception>
    public static void Run(
        string text, string output, string state, TrainingSettings settings, IReadOnlySet<int> checkpoints,
        Action<string> say, Action<TrainingReport> report, int saveEvery = DefaultSaveEvery, int threads = 1,
        ComputeDevice device = ComputeDevice.Cpu, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentNullException.ThrowIfNull(say);
        if (saveEvery < 1 || threads < 1)
            throw new NegPreactException(
                ErrorKind.Settings, $"A run with {threads} threads that saves its state every {saveEvery} steps does "
                + "nothing; give 1 or more of each.");
        var place = new LoadOptions { Device = device }.TorchDevice();
        Tf32Switch.Set(place, LoadOptions.FromEnvironment().Tf32);
        var (trainingFiles, validationFiles) = (
            TextFiles.In(text, validation: false), TextFiles.In(text, validation: true));
        OutputFolder.Check(output);
        OutputFolder.Check(state);
        var textHash = Hash([.. trainingFiles, .. validationFiles]);

        // The encoded text depends on the text and the tokenizer alone: runs that differ in size or seed share it.
        var shared = Path.Combine(state, $"text-{textHash[..8]}-v{settings.VocabularySize}-e{settings.TokenizerEvery}");
        if (!File.Exists(Path.Combine(shared, "tokenizer.json")))
        {
            say("learning the tokenizer");
            BpeTrainer.TrainTo(
                shared, TextFiles.Lines(trainingFiles), settings.VocabularySize, every: settings.TokenizerEvery);
        }

        var tokenizer = Tokenizer.Load(shared);
        say("encoding the text");
        var training = TokenStream.OpenOrEncode(
            Path.Combine(shared, "train.u16"), TextFiles.Lines(trainingFiles), tokenizer, say, cancellation);
        var validation = TokenStream.OpenOrEncode(
            Path.Combine(shared, "valid.u16"), TextFiles.Lines(validationFiles), tokenizer, say, cancellation);

        using var trainer = new Trainer(settings, training, validation, textHash, threads, place);
        say($"{trainer.ParameterCount:N0} parameters, {training.Count:N0} tokens of text, "
            + $"{(long)settings.Steps * settings.TokensPerStep:N0} to be seen");
        void Checkpoint(int step)
        {
            if (checkpoints.Contains(step))
                ModelFolder.Write(
                    Path.Combine(output, "checkpoints", $"step{step:D6}"), settings, trainer.Parameters, shared);
        }

        var run = Path.Combine(state, RunName(settings, textHash));
        using var turn = TakeTurn(run);
        trainer.Run(run, saveEvery, ValidateEvery, Checkpoint, report, cancellation);
        ModelFolder.Write(output, settings, trainer.Parameters, shared);
        var loss = trainer.ValidationLoss(windows: null);
        File.WriteAllText(Path.Combine(output, "training.json"), JsonSerializer.Serialize(
            new { settings, trainer.ParameterCount, TokensSeen = (long)settings.Steps * settings.TokensPerStep,
            TextSha256 = textHash, ValidationLossNats = loss, ValidationPerplexity = Math.Exp(loss) },
            JsonSerializerOptions.Web));
        File.Copy(Path.Combine(run, "curve.tsv"), Path.Combine(output, "curve.tsv"), overwrite: true);
        say($"done: validation loss {loss:F4} nats per token, perplexity {Math.Exp(loss):F2}");
    }

    // Two programs on one state would each throw away the other's progress.
    private static FileStream TakeTurn(string run)
    {
        Directory.CreateDirectory(run);
        try
        {
            return new FileStream(
                Path.Combine(run, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new NegPreactException(
                ErrorKind.Training,
                $"Another program is training this run, with its state in {run}; wait for it, or stop it.",
                e);
        }
    }

    private static string RunName(TrainingSettings settings, string textHash)
    {
        var key = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { settings, textHash }));
        return "run-" + Convert.ToHexStringLower(key)[..12];
    }

    private static string Hash(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
