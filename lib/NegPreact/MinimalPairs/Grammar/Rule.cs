namespace NegPreact.Grammar;

/// <summary>
/// A phrase-structure rule, written <c>S -> NP[num=?n] VP[num=?n]</c>. A number before it is its weight when phrases
/// are made up; without one the rule serves to recognise, and to license what templates spell out.
/// </summary>
internal sealed class Rule
{
    private Rule(int weight, Pattern left, Pattern[] right, int variables) =>
        (Weight, Left, Right, Variables) = (weight, left, right, variables);

    public int Weight { get; }

    public Pattern Left { get; }

    public IReadOnlyList<Pattern> Right { get; }

    /// <summary>How many variables tie its features.</summary>
    public int Variables { get; }

    public static Rule Parse(string line)
    {
        var weight = 0;
        if (char.IsDigit(line[0]))
        {
            var parts = line.Split(' ', 2);
            weight = int.Parse(parts[0]);
            line = parts[1];
        }
        var sides = line.Split("->");
        if (sides.Length != 2)
            throw new NegPreactException(
                ErrorKind.Grammar, $"The rule '{line}' has no single arrow; write LEFT -> RIGHT.");
        var variables = new List<string>();
        var left = Pattern.Parse(sides[0].Trim(), variables);
        Pattern[] right = [.. Split(sides[1]).Select(p => Pattern.Parse(p, variables))];
        return new Rule(weight, left, right, variables.Count);
    }

    /// <summary>The places of a line, parted by spaces outside brackets.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] != ' ' || depth > 0)
            {
                depth += i < text.Length ? (text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0)
                    : throw new NegPreactException(ErrorKind.Grammar, $"A bracket stays open in '{text}'; close it.");
                continue;
            }
            if (i > start)
                yield return text[start..i];
            start = i + 1;
        }
    }
}
