using System.Globalization;

namespace NegPreact;

/// <summary>
/// The settings that come from outside: <c>negpreact run --NAME VALUE</c> sets the environment variable
/// <c>NEGPREACT_NAME</c>, which an editor's kernel reads as well. All environment variables are read here.
/// </summary>
public static class EnvironmentSettings
{
    /// <summary>The environment variable of a setting.</summary>
    /// <param name="name">The setting's name ("model").</param>
    public static string VariableOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return "NEGPREACT_" + name.ToUpperInvariant().Replace('-', '_');
    }

    /// <summary>A setting's value.</summary>
    /// <param name="name">The setting's name.</param>
    /// <returns>Null where it was not set, or set to nothing.</returns>
    public static string? Find(string name) => Variable(VariableOf(name));

    /// <summary>Sets it for this program and those that it starts.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">Its value.</param>
    public static void Set(string name, string value) => Environment.SetEnvironmentVariable(VariableOf(name), value);

    /// <summary>The value of a variable that other programs read too (<c>XDG_CACHE_HOME</c>, <c>HF_HOME</c>).</summary>
    /// <param name="variable">The variable's whole name.</param>
    /// <returns>Null where it was not set, or set to nothing.</returns>
    internal static string? Variable(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>Refuses values of settings that would otherwise be taken for none.</summary>
    /// <exception cref="NegPreactException">One is neither yes nor no, or no number.</exception>
    public static void Check()
    {
        foreach (var name in new[] { "quick", "fresh", "tf32" })
            IsYes(name);
        foreach (var name in new[] { PackedFile.Limit, TextLines.Limit })
            Number(name, otherwise: 1);
    }

    /// <summary>Whether it is set to yes.</summary>
    /// <exception cref="NegPreactException">It is neither yes nor no.</exception>
    internal static bool IsYes(string name) => Find(name) switch
    {
        "yes" => true,
        null or "no" => false,
        var text => throw new NegPreactException(
            ErrorKind.Settings, $"{VariableOf(name)} is '{text}'; set it to yes or no."),
    };

    /// <summary>A whole number above 0; another one where it was not set.</summary>
    /// <exception cref="NegPreactException">It is something else.</exception>
    internal static int Number(string name, int otherwise) => Find(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 => number,
        var text => throw new NegPreactException(
            ErrorKind.Settings, $"{VariableOf(name)} is '{text}'; set it to a whole number above 0."),
    };

    /// <summary>Values separated by commas; none where it was not set.</summary>
    internal static string[] List(string name) => Find(name)?.Split(
        ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>One of several values, upper or lower case; the first of them where it was not set.</summary>
    /// <exception cref="NegPreactException">It has another value.</exception>
    internal static T Choice<T>(string name)
        where T : struct, Enum => Find(name) switch
        {
            null => default,
            var text when Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) =>
                Enum.Parse<T>(text, ignoreCase: true),
            var text => throw new NegPreactException(
                ErrorKind.Settings, $"{VariableOf(name)} is '{text}'; set it to {string.Join(" or ", Lower<T>())}."),
        };

    private static IEnumerable<string> Lower<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(n => n.ToLowerInvariant());
}
