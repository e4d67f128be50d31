namespace NegPreact.Testing;

/// <summary>The trait by which tests are left out or asked for, such as `--filter-not-trait "Category=Slow"`.</summary>
public static class TestCategory
{
    /// <summary>The trait's name.</summary>
    public const string Name = "Category";

    /// <summary>
    /// The trait's value where all cases of a test together took 3 seconds or more on one busy core: all others are a
    /// run of about two minutes.
    /// </summary>
    public const string Slow = "Slow";
}
