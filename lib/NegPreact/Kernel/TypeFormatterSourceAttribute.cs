namespace NegPreact;

/// <summary>
/// Names the formatters of a type. Notebook kernels find it by its name and its properties' names, so that the library
/// needs no reference to any of them.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; } = RichDisplayFormatterSource.MimeTypes;
}
