namespace NegPreact.Notebooks.Running;

/// <summary>
/// Something that a cell showed: <see cref="StreamOutput"/>, <see cref="DisplayOutput"/> or <see cref="ErrorOutput"/>.
/// </summary>
public abstract record CellOutput;
