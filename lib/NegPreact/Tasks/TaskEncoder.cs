using System.Text.Json;

namespace NegPreact;

/// <summary>
/// From an answer to tokens, with the seam between context and continuation as lm-evaluation-harness has it.
/// </summary>
internal sealed class TaskEncoder
{
    private readonly LanguageModel model;
    private readonly TaskSettings settings;
    private readonly int longest;

    public TaskEncoder(LanguageModel model, TaskSettings settings)
    {
        (this.model, this.settings) = (model, settings);
        longest = settings.MaxTokens ?? ContextLength(model.Config);
        if (longest < 1)
            throw new NegPreactException(
                ErrorKind.Settings, $"Tasks cannot be scored with inputs of at most {longest} tokens; give at "
                + "least 1.");
    }

    /// <summary>
    /// White space at the end of the context goes over to the continuation, both are encoded as one text, and what the
    /// context alone takes is cut off: the continuation's tokens are those the model would have to write.
    /// </summary>
    public TaskRequest Encode(TaskOption option, string task, int line)
    {
        var prompt = Prompt(option);
        var context = prompt.TrimEnd();
        var whole = model.Tokenizer.Encode(prompt + option.Continuation, addSpecialTokens: false);
        int[] given = context.Length == 0 ? [] : model.Tokenizer.Encode(context, addSpecialTokens: false);
        var targets = whole.AsSpan(Math.Min(given.Length, whole.Length)).ToArray();
        if (targets.Length == 0)
            throw new NegPreactException(
                ErrorKind.DataFile,
                $"{task}, line {line}: the answer merges with the context's last token and cannot be scored by itself; "
                    + "reword or leave out the line.");
        if (targets.Length > longest)
            throw new NegPreactException(
                ErrorKind.TextTooLong, $"{task}, line {line}: an answer has {targets.Length} tokens, more than the "
                + $"{longest} that {model.Name} takes at once; leave out the line.");
        // As the harness does, what is cut may include the beginning of text.
        int[] all = [.. settings.BeginOfText || given.Length == 0 ? [Begin()] : Array.Empty<int>(), .. given,
            .. targets];
        var cut = Math.Max(0, all.Length - 1 - longest);
        return new TaskRequest(all[cut..^1], targets, cut > 0);
    }

    private string Prompt(TaskOption option)
    {
        var context = option.Context;
        var asks = context.StartsWith("Question: ", StringComparison.Ordinal)
            || context.StartsWith("Passage: ", StringComparison.Ordinal);
        if (settings.Prompt == AnswerPrompt.AnswerLine || (settings.Prompt == AnswerPrompt.Automatic && asks))
            return context.TrimEnd() + "\nAnswer: ";
        var apart = context.Length == 0 || char.IsWhiteSpace(context[^1]) || char.IsWhiteSpace(option.Continuation[0]);
        return apart ? context : context + " ";
    }

    private int Begin() => model.Tokenizer.BeginOfTextId ?? model.Tokenizer.EndOfTextId
        ?? throw new NegPreactException(
            ErrorKind.TextBoundary, $"{model.Tokenizer.Path} names no beginning or end of text to put before a "
            + "context; score with contexts and without BeginOfText.");

    // The names that the families' config.json files use, in the harness's order.
    private static int ContextLength(JsonElement config)
    {
        foreach (var name in (string[])["n_positions", "max_position_embeddings", "n_ctx"])
            if (config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out var length))
                return length;
        return int.MaxValue;
    }
}
