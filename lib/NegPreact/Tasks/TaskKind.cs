namespace NegPreact;

/// <summary>What a task asks of a model.</summary>
public enum TaskKind
{
    /// <summary>Which of several continuations follows a context: fields <c>query</c>, <c>choices</c>, <c>gold</c>.</summary>
    MultipleChoice,

    /// <summary>
    /// After which of several contexts does a continuation follow (a Winograd schema, scored after Trinh and Le 2018): fields
    /// <c>context_options</c>, <c>continuation</c>, <c>gold</c>.
    /// </summary>
    Schema,

    /// <summary>Is the last word of a text what the model would write itself (LAMBADA): fields <c>context</c>, <c>continuation</c>.</summary>
    LastWord,
}
