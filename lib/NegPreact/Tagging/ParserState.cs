namespace NegPreact;

/// <summary>
/// A sentence half parsed by the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011). Words are 0 … n - 1; the
/// root stands at the end, as word n (Ballesteros and Nivre 2013). At the end one word alone hangs on it.
/// </summary>
internal sealed class ParserState
{
    public const int None = -1;

    private readonly int[] stack;
    private int depth;

    public ParserState(int words)
    {
        Root = words;
        stack = new int[words + 1];
        Heads = Filled(words + 1);
        Labels = Filled(words + 1);
        (Left1, Left2, Right1, Right2) = (Filled(words + 1), Filled(words + 1), Filled(words + 1), Filled(words + 1));
        (LeftCount, RightCount) = (new int[words + 1], new int[words + 1]);
    }

    /// <summary>The root's number, which is that of words.</summary>
    public int Root { get; }

    /// <summary>The next word.</summary>
    public int Next { get; private set; }

    /// <summary>The number of words on the stack.</summary>
    public int Depth => depth;

    /// <summary>Each word's head so far.</summary>
    public int[] Heads { get; }

    /// <summary>Each word's label so far.</summary>
    public int[] Labels { get; }

    /// <summary>Each word's outermost left dependent, and the one found before it; the same on the right.</summary>
    public int[] Left1 { get; }

    /// <inheritdoc cref="Left1"/>
    public int[] Left2 { get; }

    /// <inheritdoc cref="Left1"/>
    public int[] Right1 { get; }

    /// <inheritdoc cref="Left1"/>
    public int[] Right2 { get; }

    /// <summary>How many left dependents each word has so far.</summary>
    public int[] LeftCount { get; }

    /// <summary>How many right dependents.</summary>
    public int[] RightCount { get; }

    public bool Finished => depth == 0 && Next == Root;

    public bool CanShift => Next < Root;

    /// <summary>Whether the top of the stack may hang on the next word; on the root only the last one may.</summary>
    public bool CanLeft => depth > 0 && (Next < Root || depth == 1);

    /// <summary>Whether the top of the stack may hang on the word below it.</summary>
    public bool CanRight => depth > 1;

    /// <summary>The word at a depth of the stack, 0 its top, or none.</summary>
    public int Stack(int below) => below < depth ? stack[depth - 1 - below] : None;

    public void Shift() => stack[depth++] = Next++;

    public void Left(int label)
    {
        var child = stack[--depth];
        Attach(child, Next, label);
        (Left2[Next], Left1[Next]) = (Left1[Next], child);
        LeftCount[Next]++;
    }

    public void Right(int label)
    {
        var child = stack[--depth];
        var head = stack[depth - 1];
        Attach(child, head, label);
        (Right2[head], Right1[head]) = (Right1[head], child);
        RightCount[head]++;
    }

    private void Attach(int child, int head, int label) => (Heads[child], Labels[child]) = (head, label);

    private static int[] Filled(int length)
    {
        var numbers = new int[length];
        Array.Fill(numbers, None);
        return numbers;
    }
}
