namespace NegPreact.Campaigns;

/// <summary>The settings of each study that a campaign's settings come to.</summary>
internal static class StudySettings
{
    public static DiscoverySettings Discovery(this CampaignContext c) => new()
    {
        Measurement = c.Scoring, Percent = c.Settings.Percents[0], Shuffles = c.Settings.Seeds,
    };

    /// <summary>Which tokens are told apart.</summary>
    public static DifferentiationSettings Separations(this CampaignContext c)
    {
        var settings = new DifferentiationSettings();
        return (c.Settings.Quick ? settings.Quicker() : settings) with
        {
            Percent = c.Settings.Percents[0], RandomSeeds = c.Settings.Seeds, WindowLength = c.Settings.WindowLength,
            Windows = c.Settings.MeasuredWindows,
        };
    }

    /// <summary>Zeroing the negatives at every dose.</summary>
    public static DoseResponseSettings Doses(this CampaignContext c)
    {
        var settings = new DoseResponseSettings();
        return (c.Settings.Quick ? settings.Quicker() : settings) with
        {
            Percents = c.Settings.Percents, Seeds = c.Settings.Seeds, WindowLength = c.Settings.WindowLength,
            MostWindows = c.Settings.MeasuredWindows,
        };
    }

    /// <summary>The target against some comparisons, on pairs of many phenomena.</summary>
    public static GrammarContrastSettings Contrast(this CampaignContext c, params IReadOnlyList<Comparison> than)
    {
        var settings = new GrammarContrastSettings();
        return (c.Settings.Quick ? settings.Quicker() : settings) with
        {
            Percents = c.Settings.Percents, Comparisons = than, Seeds = c.Settings.Seeds,
            MatchSeeds = c.Settings.MatchSeeds, PairsPerParadigm = c.Settings.PairsPerParadigm, TsePairsPerParadigm = 0,
            Mastery = new() { Pairs = c.Settings.MasteryPairs }, QuestionsPerTask = c.Settings.QuestionsPerTask,
            BlimpConvention = c.Settings.Convention, WindowLength = c.Settings.WindowLength,
            MostWindows = c.Settings.MeasuredWindows,
        };
    }

    /// <summary>The target in each layer alone and in all at once.</summary>
    public static LayerSweepSettings Layers(this CampaignContext c)
    {
        var settings = new LayerSweepSettings();
        return (c.Settings.Quick ? settings.Quicker() : settings) with
        {
            Percent = c.Settings.LayerPercent, Seeds = [], Cumulative = false, MostGroups = c.Cache.Model.Layers,
            MostWindows = c.Settings.MeasuredWindows, WindowLength = c.Settings.WindowLength, PairsPerParadigm = 1,
            Mastery = new() { Pairs = c.Settings.MasteryPairs }, Convention = c.Settings.Convention,
        };
    }

    /// <summary>Surprisal by part of speech on a text whose tags are given.</summary>
    public static PosSurprisalSettings Surprisal(this CampaignContext c)
    {
        var settings = new PosSurprisalSettings();
        return (c.Settings.Quick ? settings.Quicker() : settings) with
        {
            Percents = c.Settings.Percents, Seeds = c.Settings.Seeds, MatchSeeds = c.Settings.MatchSeeds,
            WindowLength = c.Settings.WindowLength, FlipSeeds = [], GoldWindows = 0,
        };
    }
}
