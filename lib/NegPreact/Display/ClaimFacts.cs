using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>
/// A claim as data (<see cref="ClaimFormatterSource"/>), for programs that know nothing of this library.
/// </summary>
internal sealed record ClaimFacts
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // written into files, never into a page
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Id { get; init; }

    public required string Statement { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The estimate with its interval, in words.</summary>
    public required string Found { get; init; }

    public double? Estimate { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    public double? Level { get; init; }

    public string Unit { get; init; } = "";

    /// <summary>The value of no effect.</summary>
    public double Threshold { get; init; }

    /// <summary>The primary test; null where the claim cannot apply.</summary>
    public string? Test { get; init; }

    /// <summary>Its one-sided p-value.</summary>
    public double? PValue { get; init; }

    /// <summary>The p-value that corrections over many tests use.</summary>
    public double? ContinuousPValue { get; init; }

    /// <summary>The standard error behind the test, in the unit of the estimate.</summary>
    public double? StandardError { get; init; }

    /// <summary>The smallest effect that matters, and why.</summary>
    public SmallestEffect? SmallestEffect { get; init; }

    /// <summary>What the target costs by itself.</summary>
    public Estimate? Own { get; init; }

    /// <summary>What that is of, in words.</summary>
    public string? OwnOf { get; init; }

    /// <summary>Where one more control set would lie.</summary>
    public Interval? OneMoreSet { get; init; }

    /// <summary>"primary" for the test by which a claim of the paper is judged, "exploratory" for others.</summary>
    public string? Role { get; init; }

    /// <summary>The paper's claim that it tests.</summary>
    public PaperClaim? Tests { get; init; }

    /// <summary>The same in words: a heading for claims that belong together.</summary>
    public string? Group { get; init; }

    /// <summary>What the paper measured.</summary>
    public string? Paper { get; init; }

    public string Source { get; init; } = "";

    public string? Seeds { get; init; }

    public string? Model { get; init; }

    public string? WeightsSha256 { get; init; }

    /// <summary>How the model's quantised weights are stored; null if none is quantised.</summary>
    public string? QuantisedAs { get; init; }

    /// <summary>What the model's file does not say and was assumed; null for nothing.</summary>
    public IReadOnlyList<string>? Assumed { get; init; }

    /// <summary>
    /// How far bfloat16 moves a window's mean loss at most, nats per token; null for float32.
    /// </summary>
    public double? BFloat16Deviation { get; init; }

    public string? Text { get; init; }

    public string? TextSha256 { get; init; }

    /// <summary>True where it was shown beside other models in one figure; else null.</summary>
    public bool? Compared { get; init; }

    /// <summary>The settings of the experiment that measured it.</summary>
    public JsonElement? Settings { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// How long what the notebook has read from its store so far once took to measure; null for nothing.
    /// </summary>
    public double? SecondsSaved { get; init; }

    /// <summary>
    /// How many seconds of measuring the notebook's store has saved so far; a notebook that has one sets it.
    /// </summary>
    public static Func<double> Saved { get; set; } = () => 0;

    public static ClaimFacts Of(Claim claim) => new()
    {
        Id = claim.Id,
        Statement = claim.Statement,
        Verdict = claim.Verdict,
        Found = claim.EstimateText,
        Estimate = claim.Estimate?.Value,
        Low = claim.Estimate?.Interval.Low,
        High = claim.Estimate?.Interval.High,
        Level = claim.Estimate?.Interval.Level,
        Unit = claim.Unit,
        Threshold = claim.Threshold,
        Test = claim.Evidence?.Test,
        PValue = claim.Evidence?.PValue,
        ContinuousPValue = claim.Evidence?.Continuous,
        StandardError = claim.Evidence?.StandardError,
        SmallestEffect = claim.Evidence?.Smallest,
        Own = claim.Evidence?.Own,
        OwnOf = claim.Evidence?.Own is null ? null : claim.Evidence.OwnOf,
        OneMoreSet = claim.Evidence?.OneMore,
        Role = PrimaryTest.Is(claim.Id) ? "primary" : "exploratory",
        Tests = claim.Tests,
        Group = claim.Tests?.Statement(),
        Paper = claim.Tests?.Measured(),
        Source = claim.Source,
        Seeds = claim.Seeds.Length > 0 ? claim.Seeds : null,
        Model = claim.On?.Model,
        WeightsSha256 = claim.On?.WeightsSha256,
        QuantisedAs = claim.On?.QuantisedAs,
        Assumed = claim.On?.Assumed,
        BFloat16Deviation = claim.On?.BFloat16Deviation,
        Text = claim.On?.Text,
        TextSha256 = claim.On?.TextSha256,
        Settings = claim.Settings is { } settings ? JsonElement.Parse(settings) : null,
        Notes = claim.Notes,
        SecondsSaved = Saved() is > 0 and var saved ? Math.Round(saved, 1) : null,
    };

    /// <summary>Reads a file that holds claims.</summary>
    /// <exception cref="JsonException">It is another file.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("it is empty");

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">Parts that belong together are not all there.</exception>
    public Claim ToClaim()
    {
        var estimate = Estimate is not { } value ? null
            : Low is { } low && High is { } high && Level is { } level ? new Estimate(value, new(low, high, level))
            : throw new JsonException($"the claim {Id} has an estimate without its interval");
        return new(Id, Statement, estimate, Unit, Verdict, Source)
        {
            Evidence = estimate is null || SmallestEffect is null || PValue is null || Test is null ? null
                : new Evidence(estimate, SmallestEffect, PValue.Value, Test)
                {
                    Threshold = Threshold,
                    Own = Own,
                    OneMore = OneMoreSet,
                    Continuous = ContinuousPValue ?? PValue.Value,
                    StandardError = StandardError ?? 0,
                }.Named(OwnOf),
            Tests = Tests,
            Threshold = Threshold,
            Seeds = Seeds ?? "",
            Settings = Settings is { } settings ? CanonicalJson.TextOf(settings) : null,
            On = Model is null ? null : new ResultSource(Model, Said(WeightsSha256), Said(Text), Said(TextSha256))
            {
                QuantisedAs = QuantisedAs,
                Assumed = Assumed,
                BFloat16Deviation = BFloat16Deviation,
            },
            Notes = Notes,
        };

        string Said(string? part) => part ?? throw new JsonException($"the claim {Id} does not say what it is on");
    }
}
