namespace NegPreact.Generation;

/// <summary>A singular noun of a topic.</summary>
/// <param name="Word">The word.</param>
/// <param name="Count">How often it stands in the text that the words were chosen by.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Near">Topics whose words might do in its place.</param>
internal sealed record TopicWord(string Word, int Count, string Topic, IReadOnlyList<string> Near)
{
    /// <summary>Whether another word can be set against this one: of a topic far from its own, as frequent (within a factor of 2), as long (within one letter).</summary>
    public bool IsMatchedBy(TopicWord other) =>
        other.Topic != Topic && !Near.Contains(other.Topic) && !other.Near.Contains(Topic)
        && other.Count <= 2 * Count && Count <= 2 * other.Count && Math.Abs(other.Word.Length - Word.Length) <= 1;
}
