using System.Diagnostics;
using System.Globalization;
using NegPreact.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>
/// The training loop: AdamW, warm-up and cosine to zero, gradient clipping; resumable, and on the CPU deterministic
/// from the seed.
/// </summary>
internal sealed class Trainer : IDisposable
{
    private const int ReportEvery = 20;
    private readonly TrainingSettings settings;
    private readonly RandomParameters parameters;
    private readonly CausalModel model;
    private readonly AdamW optimiser;
    private readonly Batches training;
    private readonly Batches validation;
    private readonly string dataHash;
    private readonly Parameter[] trained;
    private readonly int threads;

    public Trainer(TrainingSettings settings, TokenStream text, TokenStream validationText, string dataHash,
        int threads = 1, Device? device = null)
    {
        this.settings = settings;
        this.dataHash = dataHash;
        this.threads = threads;
        using var generator = new Generator((ulong)settings.Seed, CPU);
        device ??= CPU;
        parameters = new RandomParameters(settings.Layers, generator, device: device, compute: settings.Compute);
        model = Architectures.Read(ConfigReader.Of(ModelFolder.Config(settings), "the training settings"))
            .Build(parameters);
        var decayed = parameters.Made.Values.Where(p => p.dim() > 1).Cast<Parameter>();
        var others = parameters.Made.Values.Where(p => p.dim() <= 1).Cast<Parameter>();
        optimiser = optim.AdamW(
            [
                new AdamW.ParamGroup(decayed, settings.LearningRate, 0.9, 0.95, 1e-8, settings.WeightDecay),
                new AdamW.ParamGroup(others, settings.LearningRate, 0.9, 0.95, 1e-8, 0),
            ]);
        trained = [.. parameters.Made.Values.Cast<Parameter>()];
        training = new Batches(text, settings.Context, settings.Batch, settings.Seed, device);
        validation = new Batches(validationText, settings.Context, settings.Batch, settings.Seed, device);
    }

    public long ParameterCount => model.ParameterCount;

    /// <summary>The parameters by name; they belong to the trainer.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => parameters.Made;

    /// <summary>Trains from the last saved state to the end, or until cancelled (the state is saved then).</summary>
    public void Run(string stateFolder, int saveEvery, int validateEvery, Action<int> checkpoint,
        Action<TrainingReport> report, CancellationToken cancellation)
    {
        var (start, sum) = TrainingState.Load(stateFolder, settings, dataHash, Parameters, optimiser);
        var curve = new Curve(Path.Combine(stateFolder, "curve.tsv"), start);
        var clock = Stopwatch.StartNew();
        for (var step = start; step < settings.Steps; step++)
        {
            if (step == start && step == 0)
                checkpoint(0);
            sum += Step(step);
            var done = step + 1;
            var last = done == settings.Steps;
            checkpoint(done);
            var validate = last || done % validateEvery == 0;
            if (done % ReportEvery == 0 || last)
            {
                double? loss = validate ? ValidationLoss(settings.ValidationWindows) : null;
                var speed = (done - start) * (double)settings.TokensPerStep / clock.Elapsed.TotalSeconds;
                var left = TimeSpan.FromSeconds((settings.Steps - done) * (double)settings.TokensPerStep / speed);
                var count = ((done - 1) % ReportEvery) + 1; // steps since the last report, before a resumption too
                var now = new TrainingReport(
                    done, settings.Steps, (long)done * settings.TokensPerStep, sum / count, loss, speed, left);
                curve.Add(now);
                report(now);
                sum = 0;
            }

            // Asked once, so that a run is never left without having been saved.
            var stop = cancellation.IsCancellationRequested;
            if (last || stop || done % saveEvery == 0)
                TrainingState.Save(stateFolder, done, sum, settings, dataHash, Parameters, optimiser);
            if (stop)
                throw new OperationCanceledException(cancellation);
        }
    }

    /// <summary>
    /// Mean loss over the first windows of the validation text, nats per token; all of them when null.
    /// </summary>
    public double ValidationLoss(int? windows)
    {
        var count = Math.Min(windows ?? int.MaxValue, validation.Windows);
        using var _ = no_grad();
        var sum = 0.0;
        for (var from = 0; from < count; from += settings.Batch)
        {
            using var scope = NewDisposeScope();
            var picked = Enumerable.Range(from, Math.Min(settings.Batch, count - from)).ToArray();
            var (inputs, targets) = validation.Windowed(picked);
            sum += Loss(inputs, targets).item<float>() * picked.Length;
        }

        return sum / count;
    }

    public void Dispose()
    {
        optimiser.Dispose();
        model.Dispose();
        training.Dispose();
        validation.Dispose();
    }

    private double Step(int step)
    {
        using var scope = NewDisposeScope();
        foreach (var group in optimiser.ParamGroups)
            group.LearningRate = settings.RateAt(step);
        var (inputs, targets) = training.Step(step);
        var parts = inputs.tensor_split(settings.Parts).Zip(targets.tensor_split(settings.Parts)).ToArray();
        var results = new (double Loss, Tensor[] Gradients)[parts.Length];
        Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            results[i] = LossAndGradients(
            parts[i].First, parts[i].Second, (double)parts[i].First.shape[0] / settings.Batch));
        for (var p = 0; p < trained.Length; p++)
        {
            using var sum = results[0].Gradients[p];
            foreach (var (_, gradients) in results.Skip(1))
            {
                using var part = gradients[p];
                sum.add_(part);
            }

            trained[p].grad = sum;
        }

        nn.utils.clip_grad_norm_(trained, settings.ClipNorm);
        optimiser.step();
        optimiser.zero_grad();
        var value = results.Sum(r => r.Loss);
        return double.IsFinite(value)
            ? value
            : throw new NegPreactException(
                ErrorKind.Training,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The loss became {value} at step {step}; the last saved state is intact: lower --learning-rate "
                        + $"and start again."));
    }

    // Not backward(), which adds to gradients that all threads share. The gradients leave the scope of their thread.
    private (double Loss, Tensor[] Gradients) LossAndGradients(Tensor inputs, Tensor targets, double weight)
    {
        using var scope = NewDisposeScope();
        var loss = Loss(inputs, targets) * weight;
        Tensor[] gradients = [.. autograd.grad([loss], trained).Select(g => g.DetachFromDisposeScope())];
        return (loss.item<float>(), gradients);
    }

    private Tensor Loss(Tensor inputs, Tensor targets)
    {
        var logits = model.Logits(inputs);
        return nn.functional.cross_entropy(logits.view(-1, logits.shape[2]), targets.view(-1));
    }
}
