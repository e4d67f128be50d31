namespace NegPreact;

/// <summary>What a neuron responds to most: the tokens on which its pre-activations are lowest and highest.</summary>
/// <param name="Neuron">The neuron's name.</param>
/// <param name="Percent">How many of its values count as lowest and as highest, percent.</param>
/// <param name="Lowest">The lowest ones.</param>
/// <param name="Highest">The highest ones.</param>
public sealed record StrongestTokens(string Neuron, double Percent, StrongestSide Lowest, StrongestSide Highest)
{
    private const int Named = 3;

    /// <summary>
    /// Counts the tokens on both sides; the first token of a window, which has no context, is left out.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text that the pairs were drawn from.</param>
    /// <param name="neuron">The neuron, with its pre-activation on each token.</param>
    /// <param name="settings">How the pairs were drawn.</param>
    /// <param name="percent">How many of the values count as lowest and as highest, above 0 and up to 50.</param>
    /// <exception cref="NegPreactException">The percentage is out of range.</exception>
    public static StrongestTokens Of(
        LanguageModel model, Corpus corpus, SeparatedPairs neuron, DifferentiationSettings settings, double percent = 2)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(neuron);
        ArgumentNullException.ThrowIfNull(settings);
        if (percent is not (> 0 and <= 50))
            throw new NegPreactException(
                ErrorKind.Settings,
                $"The strongest {percent} % of a neuron's values were asked for on each side; ask for more than 0 and "
                    + "at most 50.");
        var values = neuron.Sample.Values;
        int[] tokens = [.. corpus.Windows(model.Tokenizer, settings.WindowLength).SelectMany(w => w)];
        int[] ranked = [.. Enumerable.Range(0, values.Count).Where(t => t % settings.WindowLength > 0)
            .OrderBy(t => values[t])];
        var inText = ranked.CountBy(t => tokens[t]).ToDictionary();
        var count = Math.Max(1, (int)(ranked.Length * percent / 100));
        return new(neuron.Sample.Name, percent, Side(ranked[..count]), Side(ranked[^count..]));

        StrongestSide Side(int[] some) => new(
            values[some[0]], values[some[^1]],
            [.. some.CountBy(t => tokens[t]).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(Named)
                .Select(c => new TokenShare(
                    Readable(model.Tokenizer.Decode([c.Key])), (double)c.Value / count,
                    (double)inText[c.Key] / ranked.Length))]);
    }

    private static string Readable(string token) => token.Trim() is { Length: > 0 } word ? word : "white space";
}

/// <summary>One side of a neuron's values.</summary>
/// <param name="From">The lowest of them, as the model computes it.</param>
/// <param name="To">The highest.</param>
/// <param name="Tokens">The most frequent tokens there.</param>
public sealed record StrongestSide(double From, double To, IReadOnlyList<TokenShare> Tokens);

/// <summary>How frequent a token is.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Share">Its share of the side, 0 to 1.</param>
/// <param name="InText">Its share of the whole text.</param>
public sealed record TokenShare(string Text, double Share, double InText);
