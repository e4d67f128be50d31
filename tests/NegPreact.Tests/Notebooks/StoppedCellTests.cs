using NegPreact.Notebooks;
using NegPreact.Notebooks.Running;
using NegPreact.Tests.Models;
using static TorchSharp.torch;

namespace NegPreact.Tests.Notebooks;

/// <summary>A reader stops a cell while the library computes under an ablation.</summary>
public class StoppedCellTests
{
    private const string Given = "test.stopped-cell.model";

    [Theory]
    [InlineData("DoseResponse.Run(model, corpus, scores, new DoseResponseSettings { Percents = [10], Seeds = [1], "
        + "WindowLength = 16 })")]
    [InlineData("using (model.Ablate(NeuronSet.Top(scores, 10), Ablation.ZeroNegative))\n    "
        + "NeuronScores.Measure(model, corpus, measured, Progress.Cancellation);")]
    [InlineData("using (model.Ablate(NeuronSet.Top(scores, 10), Ablation.SignFlip))\n    Perplexity.Of(model, "
        + "corpus, 16);")]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task A_stopped_cell_leaves_the_model_as_it_was(string call)
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using var model = files.Load();
        var before = Logits(model);
        var corpus = Corpus.OfText("short", string.Concat(Enumerable.Repeat(TinyModel.Texts + " ", 200)));
        AppContext.SetData(
            Given, (model, corpus, NeuronScores.Measure(model, corpus, new NeuronScoreSettings { WindowLength = 16 })));
        var notebook = DibNotebook.Parse($$"""
            #!csharp
            #r "{{Path.Combine(SharedData.Repository, "lib", "bin", "NegPreact.dll")}}"
            using NegPreact; 
            
            #!csharp
            var measured = new NeuronScoreSettings { WindowLength = 16 };
            var (model, corpus, scores) = ((LanguageModel, Corpus, NeuronScores))AppContext.GetData("{{Given}}");
            #!csharp
            {{call}}
            #!csharp
            "not reached"
            """, Path.Combine(files.Path, "01-stopped.dib"));
        using var stop = new CancellationTokenSource();
        var lines = new List<string>();
        NotebookRun run;
        long tensors;
        // Seen from within a forward pass: the first one under an ablation is where the reader loses patience.
        using (model.Observe((_, _, _) => Stop(model.Network.Mlps.Any(mlp => mlp.HookCount > 1), stop)))
        {
            tensors = Tensor.TotalCount;
            run = await NotebookRunner.RunAsync(notebook, new NotebookOptions { Progress = lines.Add }, stop.Token);
        }

        Assert.True(run.Cells[2].Status == RunStatus.Cancelled, run.Failure ?? "the cell ran to its end");
        Assert.Equal(RunStatus.NotRun, run.Cells[3].Status);
        Assert.All(model.Network.Mlps, mlp => Assert.Equal(0, mlp.HookCount));
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.Equal(before, Logits(model));
        if (!call.Contains("Perplexity", StringComparison.Ordinal))
            Assert.Contains("stopped at", lines[^1], StringComparison.Ordinal);
        AppContext.SetData(Given, null);
    }

    private static void Stop(bool ablated, CancellationTokenSource stop)
    {
        if (ablated)
            stop.Cancel();
    }

    private static float[] Logits(LanguageModel model)
    {
        // each thread has a number of its own, on which the last digits depend, and after an await it may be another
        // thread
        set_num_threads(1);
        using var logits = model.Logits([model.Tokenizer.Encode("the dog sees the cat")]);
        return logits.data<float>().ToArray();
    }
}
