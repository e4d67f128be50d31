namespace NegPreact.Grammar;

/// <summary>
/// One place in a rule or template: a category with conditions on its features (<c>NP[case=nom num=?n]</c>), or a word
/// as it stands (<c>that</c>). <c>?n</c> ties features to each other, <c>!n</c> asks for another value than <c>?n</c>
/// has, <c>*</c> allows any.
/// </summary>
internal sealed class Pattern
{
    // What holds of a category wherever it is written without that feature: the ordinary case need not be spelt out.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["S"] = "gap=none",
        ["VP"] = "gap=none expl=no npi=no sup=no",
        ["NP"] = "expl=no lic=no npi=no sup=no",
        ["DP"] = "lic=no npi=no",
        ["Det"] = "lic=no npi=no",
        ["Adv"] = "npi=no",
    };

    private readonly Features features;
    private readonly List<(int Feature, int Variable, bool Other)> ties = [];

    private Pattern(string category, Features features) => (Category, this.features) = (category, features);

    /// <summary>The category, or the word.</summary>
    public string Category { get; }

    /// <summary>Whether this is a word as it stands.</summary>
    public bool IsWord => !char.IsUpper(Category[0]);

    /// <summary>
    /// Reads one place; a variable's number is its place in <paramref name="variables"/>, where new ones are added.
    /// </summary>
    public static Pattern Parse(string text, List<string> variables)
    {
        var bracket = text.IndexOf('[');
        var category = bracket < 0 ? text : text[..bracket];
        var written = bracket < 0 ? "" : text[(bracket + 1)..].TrimEnd(']');
        var pairs = Pairs(written).ToList();
        var defaults = Pairs(Defaults.GetValueOrDefault(category, "")).Where(d => pairs.All(p => p.Name != d.Name));
        var result = Features.Any;
        var ties = new List<(int, int, bool)>();
        foreach (var (name, value) in pairs.Concat(defaults))
        {
            var feature = Features.Index(name);
            if (value[0] is not ('?' or '!'))
            {
                result = result.Narrow(feature, Features.Values(feature, value));
                continue;
            }
            var variable = variables.IndexOf(value[1..]);
            if (variable < 0)
            {
                variable = variables.Count;
                variables.Add(value[1..]);
            }
            ties.Add((feature, variable, value[0] == '!'));
        }
        var pattern = new Pattern(category, result);
        pattern.ties.AddRange(ties);
        return pattern;
    }

    /// <summary>The feature that a variable stands for here, or -1.</summary>
    public int FeatureOf(int variable) => ties.FindIndex(t => t.Variable == variable) is >= 0 and var i
        ? ties[i].Feature : -1;

    /// <summary>
    /// What the place asks for, given what its variables may still be; not possible where nothing can stand here.
    /// </summary>
    public Features Demand(ReadOnlySpan<uint> bound)
    {
        var demand = features;
        foreach (var (feature, variable, other) in ties)
            demand = demand.Narrow(feature, other ? ~bound[variable] : bound[variable]);
        return demand;
    }

    /// <summary>
    /// Puts something in this place: narrows the variables. False where it does not fit (the variables are then
    /// spoilt).
    /// </summary>
    public bool Bind(Features filler, Span<uint> bound)
    {
        var both = Demand(bound).And(filler);
        if (!both.Possible)
            return false;
        foreach (var (feature, variable, other) in ties)
            if (!other)
                bound[variable] &= both[feature];
        return true;
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(
        p => p is [{ } name, { Length: > 0 } value]
            ? (name, value)
            : throw new NegPreactException(
                ErrorKind.Grammar, $"'{string.Join('=', p)}' is not a condition on a feature; write name=value."));
}
