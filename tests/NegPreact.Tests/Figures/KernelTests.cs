using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace NegPreact.Tests.Figures;

/// <summary>What a kernel asks of our types, by name only.</summary>
public class KernelTests
{
    private static readonly Table Numbers = new Table("Numbers").Column("value").Row(1);

    public static TheoryData<object> Shown() =>
    [
        Numbers,
        new Figure("A figure", "a line", """{"data":[],"layout":{}}""", Numbers),
        new Claim("C1", "A statement.", null, "", Verdict.Undecided, "section 1"),
        new ClaimsFigure(
            new Figure("Models", "a line", """{"data":[],"layout":{}}""", Numbers),
            [new Claim("C1", "A statement.", null, "", Verdict.Undecided, "section 1")]),
        new ClaimList([new Claim("c", "A claim.", null, "", Verdict.Undecided, "section 1")]),
        new HeatStrip("A strip", ["word"], [new StripRow("row", "bits", [1])]),
        Notebook.Start(),
        new Progress("Work", 1, TimeProvider.System, _ => _ => { }),
    ];

    [Theory]
    [MemberData(nameof(Shown))]
    public void Both_forms_are_found_by_name_as_the_kernel_looks_them_up(object shown) => ShowsBothForms(shown);

    /// <summary>Also asked of what the experiments' tests find.</summary>
    internal static void ShowsBothForms(object shown)
    {
        var formatters = Formatters(shown.GetType());
        Assert.Equal(Forms(shown.GetType()), formatters.Keys);
        foreach (var format in formatters.Values)
        {
            var writer = new StringWriter();
            Assert.True(format(shown, writer));
            Assert.NotEmpty(writer.ToString());
            Assert.False(format("something else", new StringWriter()));
        }
    }

    /// <summary>A value in one of its forms.</summary>
    internal static string Form(object shown, string mimeType)
    {
        var writer = new StringWriter();
        Assert.True(Formatters(shown.GetType())[mimeType](shown, writer));
        return writer.ToString();
    }

    // Editors show the first form that they know; a claim is data as well.
    private static string[] Forms(Type type) =>
        type == typeof(Claim) || type == typeof(ClaimList) || type == typeof(ClaimsFigure)
        ? ["text/html", "text/plain", "application/vnd.negpreact.claim+json"]
        : ["text/html", "text/plain"];

    [Fact]
    public void Every_type_that_has_both_forms_is_tested_above()
    {
        var types = typeof(Table).Assembly.GetExportedTypes().Where(
            t => t.IsClass && typeof(IRichDisplay).IsAssignableFrom(t));
        Assert.Equal(types.Select(t => t.Name).Order(), Shown().Select(row => row.Data.GetType().Name).Order());
    }

    [Fact]
    public void Every_result_of_an_experiment_has_both_forms() =>
        Assert.All(
            typeof(DiscoveryResult).Assembly.GetExportedTypes()
                .Where(t => t.Namespace == typeof(DiscoveryResult).Namespace
                && t.Name.EndsWith("Result", StringComparison.Ordinal)),
            type => Assert.Contains(
                type.GetCustomAttributes(true), a => a.GetType().Name == "TypeFormatterSourceAttribute"));

    [Fact]
    public void No_type_of_Plotly_or_FSharp_is_in_the_public_interface()
    {
        string[] hidden = ["Plotly.NET", "Plotly.NET.CSharp", "FSharp.Core", "DynamicObj"];
        var seen = typeof(Table).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .SelectMany(m => m switch
            {
                MethodBase method => [.. method.GetParameters().Select(p => p.ParameterType),
                    (method as MethodInfo)?.ReturnType ?? typeof(void)],
                PropertyInfo property => [property.PropertyType],
                FieldInfo field => [field.FieldType],
                _ => Array.Empty<Type>(),
            });
        Assert.DoesNotContain(seen, t => hidden.Contains(t.Assembly.GetName().Name));
    }

    [Fact]
    public void A_newer_FSharp_Core_than_there_is_is_answered_with_the_one_there_is() =>
        Assert.Equal("FSharp.Core", Assembly.Load("FSharp.Core, Version=99.0.0.0, PublicKeyToken=b03f5f7f11d50a3a")
        .GetName().Name);

    [Fact]
    public void Other_assemblies_are_not_answered_for() =>
        Assert.Throws<FileNotFoundException>(() => Assembly.Load("FSharp.Core.Of.Nobody"));

    // The kernel's own steps: attributes by type name, public getters, a compiled call of Format.
    private static Dictionary<string, Func<object, TextWriter, bool>> Formatters(Type type)
    {
        var attribute = type.GetCustomAttributes(true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        Assert.Equal(Forms(type), Get<string[]>(attribute, "PreferredMimeTypes"));
        var source = Activator.CreateInstance(Get<Type>(attribute, "FormatterSourceType"))!;
        var formatters = (IEnumerable)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        return formatters.Cast<object>().ToDictionary(f => Get<string>(f, "MimeType"), Compiled);
    }

    private static Func<object, TextWriter, bool> Compiled(object formatter)
    {
        var (value, writer) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(TextWriter)));
        var call = Expression.Call(
            Expression.Constant(formatter), formatter.GetType().GetMethod("Format")!, value, writer);
        return Expression.Lambda<Func<object, TextWriter, bool>>(call, value, writer).Compile();
    }

    private static T Get<T>(object from, string property) => (T)from.GetType()
        .GetProperty(property)!.GetGetMethod()!.Invoke(from, null)!;
}
