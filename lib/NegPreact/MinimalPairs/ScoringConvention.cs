using NegPreact.Tokens;

namespace NegPreact;

/// <summary>
/// How sentences are scored and compared. Codebases differ in each of these points, and their accuracies with them, so
/// a figure can only be compared with theirs under their convention.
/// </summary>
/// <param name="Name">A name for tables.</param>
/// <param name="Score">How tokens make a sentence's score.</param>
/// <param name="BeginOfText">What stands before a sentence.</param>
/// <param name="LeadingSpace">
/// Whether a space is put before a sentence, which changes its first token in most vocabularies.
/// </param>
/// <param name="Ties">What equal scores count for.</param>
public sealed record ScoringConvention(
    string Name, SentenceScore Score, BeginOfText BeginOfText = BeginOfText.Tokenizer, bool LeadingSpace = false,
    TieRule Ties = TieRule.Wrong)
{
    /// <summary>
    /// BLiMP as the paper's code runs it: sums, strictly compared, with the special tokens that the tokenizer adds by
    /// itself (so the first word is scored for Llama but not for Pythia).
    /// </summary>
    public static ScoringConvention PaperBlimp { get; } = new("paper, BLiMP", SentenceScore.Sum);

    /// <summary>
    /// TSE as the paper's code runs it: as <see cref="PaperBlimp"/>, but means over tokens. Of the negative-polarity
    /// triples it takes the first and the last sentence only, which are the pairs with <c>alternative</c> 2 (paradigms
    /// that end in "2").
    /// </summary>
    public static ScoringConvention PaperTse { get; } = new("paper, TSE", SentenceScore.MeanPerToken);

    /// <summary>
    /// EleutherAI's lm-evaluation-harness (read at commit 4e7e0d47): each sentence is an answer to an empty question.
    /// Its target delimiter puts a space before it (<c>lm_eval/config/task.py</c>), an empty context is the beginning
    /// of text or else the end of text (<c>TemplateLM.loglikelihood</c>), and the right answer comes first in an arg
    /// max, so that a tie counts as right (<c>lm_eval/api/task.py</c>). Its figure over all of BLiMP is the unweighted
    /// mean of the paradigms.
    /// </summary>
    public static ScoringConvention LmEvaluationHarness { get; } =
        new("lm-evaluation-harness", SentenceScore.Sum, BeginOfText.Always, LeadingSpace: true, TieRule.Right);

    /// <summary>
    /// minicons (read at commit 02c32e09): <c>sequence_score</c> takes the mean over tokens unless told otherwise,
    /// never scores the first token, and adds a beginning of text only where the tokenizer does or
    /// <c>bos_token=True</c> asks for it (which its documentation advises for GPT-2 and Pythia; then use <c>with {
    /// BeginOfText = BeginOfText.Always }</c>). Its tutorial on minimal pairs takes sums instead (<c>with { Score =
    /// SentenceScore.Sum }</c>) and compares strictly.
    /// </summary>
    public static ScoringConvention Minicons { get; } = new("minicons", SentenceScore.MeanPerToken);

    /// <summary>The unit of a score.</summary>
    public string Unit => Score == SentenceScore.Sum ? "nats per sentence" : "nats per token";

    /// <summary>The token ids of a sentence; all but the first are scored.</summary>
    /// <exception cref="NegPreactException">
    /// The sentence is a single token with nothing before it, or a mark is asked for and the tokenizer has none.
    /// </exception>
    public int[] Encode(Tokenizer tokenizer, string sentence)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var ids = tokenizer.Encode(
            LeadingSpace ? " " + sentence : sentence, addSpecialTokens: BeginOfText == BeginOfText.Tokenizer);
        if (BeginOfText == BeginOfText.Always)
        {
            var mark = tokenizer.BeginOfTextId ?? tokenizer.EndOfTextId
                ?? throw new NegPreactException(
                    ErrorKind.TextBoundary, $"{tokenizer.Path} has neither a beginning nor an end of text to put "
                    + "before a sentence; use BeginOfText.None.");
            if (ids.Length == 0 || ids[0] != mark)
                ids = [mark, .. ids];
        }

        return ids.Length >= 2
            ? ids
            : throw new NegPreactException(
                ErrorKind.TextBoundary, $"No token of \"{sentence}\" can be scored, since nothing precedes its first "
                + "one; use BeginOfText.Always, or give it more words.");
    }

    /// <summary>A sentence's score from the log-probabilities of its scored tokens, in nats.</summary>
    internal double Of(double[] tokens) => Score == SentenceScore.Sum ? tokens.Sum() : tokens.Average();

    /// <summary>Whether a pair counts as right.</summary>
    internal bool IsRight(double good, double bad) => Ties == TieRule.Right ? good >= bad : good > bad;
}
