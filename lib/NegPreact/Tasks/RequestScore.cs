using System.Text;

namespace NegPreact;

/// <summary>What the model says of one request.</summary>
internal readonly record struct RequestScore(double LogProbability, bool Greedy, int Tokens)
{
    public OptionScore Of(TaskOption option) => new(
        LogProbability, Greedy, Tokens, option.Continuation.EnumerateRunes().Count(), Encoding.UTF8.GetByteCount(option.Continuation));
}
