using System.Runtime.CompilerServices;

namespace NegPreact.Tests.Figures;

/// <summary>
/// Texts that were read by a person once and must stay as they are. To accept new ones, run the tests with
/// NEGPREACT_WRITE_SNAPSHOTS=1 and read the difference before committing it.
/// </summary>
public static class Snapshot
{
    public static void Matches(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(SharedData.Repository, "tests/NegPreact.Tests/Figures/Snapshots", name);
        if (Environment.GetEnvironmentVariable("NEGPREACT_WRITE_SNAPSHOTS") == "1")
            File.WriteAllText(path, actual.TrimEnd() + "\n");
        Assert.True(File.Exists(path), $"{Path.GetFileName(test)}: no snapshot {name}");
        Assert.Equal(File.ReadAllText(path).TrimEnd(), actual.TrimEnd());
    }
}
