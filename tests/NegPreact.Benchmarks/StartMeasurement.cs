namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures start</c>: from the start of the program to its end, for <c>--help</c> beside a .NET program that does
/// nothing, and for the first notebook with nothing in its store.
/// </summary>
internal static class StartMeasurement
{
    private const int Times = 15;

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        yield return new(
            "negpreact --help", "s", Middle(Programs.CommandLine, "--help"), Middle(Programs.Benchmarks, "nothing"),
            "a .NET program that does nothing");
        var output = Directory.CreateTempSubdirectory("negpreact-start-").FullName;
        try
        {
            yield return new(
                "negpreact run 00, nothing stored", "s",
                Programs.Run(Programs.CommandLine, ["run", "00", "--store", "off", "--out", output]).Seconds);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static double Middle(string program, string argument) => Enumerable.Range(0, Times)
        .Select(_ => Programs.Run(program, [argument]).Seconds).Order().ElementAt(Times / 2);
}
