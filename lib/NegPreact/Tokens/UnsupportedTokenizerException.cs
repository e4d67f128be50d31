namespace NegPreact.Tokens;

/// <summary>A well-formed tokenizer that this library does not know how to run.</summary>
internal sealed class UnsupportedTokenizerException(string message) : NegPreactException(
    ErrorKind.TokenizerUnsupported, message);
