using System.CommandLine;
using System.CommandLine.Parsing;

namespace NegPreact.Cli;

/// <summary>
/// Arguments of nothing, which mean nothing to any command; often a shell's variable that is not set.
/// </summary>
internal static class EmptyArguments
{
    /// <exception cref="NegPreactException">There is one.</exception>
    public static void Refuse(ParseResult parsed)
    {
        var before = "";
        foreach (var token in parsed.Tokens)
        {
            if (string.IsNullOrWhiteSpace(token.Value))
                throw new NegPreactException(
                    ErrorKind.Settings, $"{(before.StartsWith('-') ? before : "An argument")} is empty; give it "
                    + "a value, "
                    + "or leave it out.");
            before = token.Type == TokenType.Option ? token.Value : "";
        }
    }
}
