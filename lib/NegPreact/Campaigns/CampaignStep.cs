namespace NegPreact.Campaigns;

/// <summary>A step of a campaign: an experiment of a notebook with the settings of the campaign.</summary>
public sealed class CampaignStep
{
    internal CampaignStep(string id, int tier, string title, string notebook, IReadOnlyList<string> decides) =>
        (Id, Tier, Title, Notebook, Decides) = (id, tier, title, notebook, decides);

    /// <summary>Names it.</summary>
    public string Id { get; }

    /// <summary>1 for what decides most at the least cost; 2 for all else.</summary>
    public int Tier { get; }

    /// <summary>What it measures, in a few words.</summary>
    public string Title { get; }

    /// <summary>The notebook that shows the same ("03-ablation").</summary>
    public string Notebook { get; }

    /// <summary>Ids of the primary tests that it decides; empty where all its tests are exploratory.</summary>
    public IReadOnlyList<string> Decides { get; }

    /// <summary>Measures, and judges the claims.</summary>
    internal Func<CampaignContext, IReadOnlyList<Claim>> Run { get; init; } = null!; // given by each step, see All

    /// <summary>What it costs when the steps before it have been made.</summary>
    internal Func<CampaignContext, CampaignWork> Work { get; init; } = null!;

    /// <summary>
    /// What is added to the ids of its claims, where another step judges the same by other means; empty for nothing.
    /// </summary>
    internal string Variant { get; init; } = "";

    /// <summary>Every step there is, in the order in which they are made.</summary>
    public static IReadOnlyList<CampaignStep> All { get; } = [.. FirstTier.Steps, .. SecondTier.Steps];

    /// <summary>The steps that are asked for, in the order of <see cref="All"/>.</summary>
    /// <param name="tier">All of this tier and of those below it.</param>
    /// <param name="ids">These alone, whatever their tier; null for all of the tier.</param>
    /// <exception cref="NegPreactException">There is no such tier or step.</exception>
    public static IReadOnlyList<CampaignStep> Chosen(int tier, IReadOnlyList<string>? ids)
    {
        if (tier is not (1 or 2))
            throw new NegPreactException(ErrorKind.Settings, $"There is no tier {tier}; give 1 or 2.");
        if (ids is null)
            return [.. All.Where(s => s.Tier <= tier)];
        return ids.FirstOrDefault(id => All.All(s => s.Id != id)) is { } unknown
            ? throw new NegPreactException(
                ErrorKind.Settings, $"There is no step \"{unknown}\"; the steps are "
                + $"{string.Join(", ", All.Select(s => s.Id))}.")
            : [.. All.Where(s => ids.Contains(s.Id))];
    }
}

/// <summary>How much is to be run, at most.</summary>
/// <param name="TextPasses">How often the measured text is run; parts count as parts.</param>
/// <param name="ScoringPasses">How often the scored text is run for the scores of all neurons.</param>
/// <param name="Pairs">How many minimal pairs are scored, all conditions together.</param>
/// <param name="Questions">How many questions are answered, all conditions together.</param>
/// <param name="Results">How many stored results that makes.</param>
public sealed record CampaignWork(
    double TextPasses = 0, double ScoringPasses = 0, long Pairs = 0, long Questions = 0, int Results = 0);
