namespace NegPreact.Models;

/// <summary>Passes in float32 of a model that computes its products in bfloat16, with the same weights.</summary>
internal static class SinglePrecision
{
    [ThreadStatic]
    private static bool asked;

    /// <summary>Whether the passes of this thread are.</summary>
    public static bool IsAsked => asked;

    /// <summary>Computes something with passes in float32 on this thread.</summary>
    public static T Of<T>(Func<T> compute)
    {
        var before = asked;
        asked = true;
        try
        {
            return compute();
        }
        finally
        {
            asked = before;
        }
    }
}
