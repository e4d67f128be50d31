namespace NegPreact;

/// <summary>What figures, tables and claims of several studies call a thing.</summary>
internal static class StudyNames
{
    public static string Target { get; } = Selection.Target.Name;

    public static string MeanOf(string name, int sets) => sets == 1 ? name : $"{name}, mean of {sets}";

    public static string Id(this Ability ability) => ability switch
    {
        Ability.Blimp => "blimp",
        Ability.Tse => "tse",
        Ability.NonGrammar => "non-grammar",
        _ => throw new ArgumentOutOfRangeException(nameof(ability), ability, null),
    };

    public static string OfEachLayer(double percent) => $"{Numbers.Text(percent, "0.##")} % of each layer";

    /// <summary>What a claim of a quick run notes, as tables do.</summary>
    public static IEnumerable<string> Quick(bool quick) =>
        quick ? ["A quick run on few items and sets: undecided more often than a whole one."] : [];
}
