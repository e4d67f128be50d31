using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

/// <summary>Every claim that the library can make, made from a real result of a tiny model.</summary>
public class EveryClaimTests
{
    private const double Percent = 10;

    [Fact]
    public void Every_claim_says_with_which_settings_and_on_what_it_was_measured()
    {
        var results = Results().ToDictionary(result => result.GetType());
        var made = typeof(Claim).Assembly.GetExportedTypes().Where(type => type != typeof(Claim))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.ReturnType == typeof(Claim) && method.IsDefined(typeof(ExtensionAttribute), false))
            .Select(method =>
            {
                var result = results[method.GetParameters()[0].ParameterType];
                object[] arguments = [result, .. method.GetParameters().Skip(1).Select(Argument)];
                return (Result: result, Claim: (Claim)method.Invoke(null, arguments)!);
            }).ToList();
        Assert.Equal(results.Keys.ToHashSet(), made.Select(m => m.Result.GetType()).ToHashSet());
        Assert.All(made, m => Whole(m.Result, m.Claim));
        Assert.All(PrimaryTest.All, test =>
        {
            var claim = made.Select(m => m.Claim).First(c => WithoutDose(c.Id) == WithoutDose(test.Id));
            Assert.Equal(test.Tests, claim.Tests);
            if (claim.Evidence is { } evidence)
                Assert.Equal(test.Smallest, evidence.Smallest);
        });
    }

    private static string WithoutDose(string id) => id.Split("-at-")[0];

    private static void Whole(object result, Claim claim)
    {
        var facts = JsonElement.Parse(ClaimFacts.Of(claim).ToJson());
        Assert.Matches("^.+$", facts.GetProperty("model").GetString());
        Assert.Matches("^[0-9a-f]{64}$", facts.GetProperty("weightsSha256").GetString());
        Assert.Matches("^[0-9a-f]{64}$", facts.GetProperty("textSha256").GetString());
        var used = JsonElement.Parse(CanonicalJson.TextOf(result.GetType().GetProperty("Settings")!.GetValue(result)!));
        var said = facts.GetProperty("settings");
        Assert.Equal(used.EnumerateObject().Select(s => s.Name), said.EnumerateObject().Select(s => s.Name));
        foreach (var setting in used.EnumerateObject())
            Assert.Equal(
                setting.Name == "percents" ? $"[{Percent}]" : setting.Value.GetRawText(),
                said.GetProperty(setting.Name).GetRawText());
    }

    private static object Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(double) => Percent,
        var type when type == typeof(Ability) => Ability.Blimp,
        var type when type == typeof(Comparison) || type == typeof(Control) => Control.PerplexityMatched,
        var type when type == typeof(LayerEffect) => LayerEffect.Loss,
        var type when type == typeof(CheckpointMeasure) => CheckpointMeasure.Loss,
        var type => throw new NotSupportedException($"A claim asks for a {type.Name}: give one here."),
    };

    // One result of each experiment that makes claims; two doses where there may be several.
    private static IEnumerable<object> Results()
    {
        var stop = TestContext.Current.CancellationToken;
        var text = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(4)));
        using (var files = TinyModel.Llama().AddTokenizer())
        using (var model = files.Load())
        {
            var measurement = new NeuronScoreSettings { WindowLength = 64 };
            var scores = NeuronScores.Measure(model, text, measurement, stop);
            yield return Discovery.Run(new MeasuringCache(model, cancellation: stop), text, new DiscoverySettings
            {
                Measurement = measurement, Percent = Percent,
            });
            yield return Differentiation.Run(
                new MeasuringCache(model, cancellation: stop), text, scores, new DifferentiationSettings
            {
                Percent = Percent, RandomSeeds = [1, 2], WindowLength = 64, Pairs = 8_000, ClosePercent = 10,
                Resamples = 50, MinimumPairs = 3,
            });
            yield return DoseResponse.Run(
                new MeasuringCache(model, cancellation: stop), text, scores, new DoseResponseSettings
            {
                Percents = [Percent, 20], Seeds = [1, 2], WindowLength = 64, Ablations = Ablation.All,
            });
            yield return PosSurprisal.Run(
                new MeasuringCache(model, cancellation: stop), text, scores, new PosSurprisalSettings
            {
                Percents = [Percent, 20], Seeds = [1, 2], WindowLength = 64, MatchSeeds = [1, 2], MatchWindows = 4,
                FlipSeeds = [1], GoldWindows = 0, MinimumTokens = 20,
            });
        }

        using (var tiny = new TinyGrammar())
        {
            yield return tiny.Run(TinyGrammar.Settings with { Percents = [Percent, 20], Seeds = [1, 2] });
            var layers = new LayerSweepSettings
            {
                Percent = Percent, Seeds = [1, 2], WindowLength = 8, MostWindows = 5, PairsPerParadigm = 6,
            };
            yield return LayerSweep.Run(new MeasuringCache(tiny.Model, cancellation: stop), TinyGrammar.Text,
                tiny.Scores, TinyGrammar.Battery, layers);
        }

        using var training = new TinyTraining(30, 0, 2, 10, 20);
        yield return CheckpointsTests.Run(training, stop: stop);
    }
}
