namespace NegPreact;

/// <summary>One question of a task.</summary>
/// <param name="Options">The possible answers; one where the model must find the word itself.</param>
/// <param name="Gold">Which of them is right, counted from 0.</param>
/// <param name="Line">Its line in the file, counted from 1.</param>
/// <param name="Group">The kind of question within the file (field <c>task</c>); null where the file has no such field.</param>
public sealed record TaskItem(IReadOnlyList<TaskOption> Options, int Gold, int Line, string? Group);
