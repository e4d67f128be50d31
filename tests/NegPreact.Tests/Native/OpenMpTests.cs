using System.Diagnostics;
using NegPreact.Native;

namespace NegPreact.Tests.Native;

public class OpenMpTests
{
    private static readonly string[] All = ["GOMP_SPINCOUNT", "OMP_WAIT_POLICY", "OMP_NUM_THREADS", "MKL_NUM_THREADS"];

    [Theory]
    [InlineData("", null, "GOMP_SPINCOUNT=1000")]
    [InlineData("", 3, "GOMP_SPINCOUNT=1000 OMP_NUM_THREADS=3")]
    [InlineData("GOMP_SPINCOUNT", 3, "OMP_NUM_THREADS=3")]
    [InlineData("OMP_WAIT_POLICY", 3, "OMP_NUM_THREADS=3")]
    [InlineData("OMP_NUM_THREADS", 3, "GOMP_SPINCOUNT=1000")]
    [InlineData("MKL_NUM_THREADS", 3, "GOMP_SPINCOUNT=1000")]
    public void What_the_user_has_set_is_left_alone(string users, int? quota, string wanted) => Assert.Equal(
        wanted, string.Join(' ', OpenMp.Wanted(name => name == users ? "7" : null, quota).Select(
            v => $"{v.Name}={v.Value}")));

    // libgomp prints the settings that it found in the C library's environment when it was loaded; a process of its
    // own, because it is loaded once.
    [Theory]
    [InlineData(null, null, "1000")]
    [InlineData("GOMP_SPINCOUNT", "77", "77")]
    [InlineData("OMP_WAIT_POLICY", "passive", "0")]
    public async Task Libgomp_finds_the_settings_when_libtorch_is_loaded(string? name, string? value, string spins)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libgomp is libtorch's on Linux only");
        var found = await LoadedAsync(name, value);
        Assert.Contains($"GOMP_SPINCOUNT = '{spins}'", found, StringComparison.Ordinal);
    }

    // Its first act is to load libtorch, its second to miss its text.
    private static async Task<string> LoadedAsync(string? name, string? value)
    {
        using var folder = new TemporaryFolder();
        var start = CommandLine.ToStart("train", "--text", folder.File("none"), "--out", folder.File("out"));
        foreach (var variable in All)
            start.Environment.Remove(variable);
        if (name is not null)
            start.Environment[name] = value;
        start.Environment["OMP_DISPLAY_ENV"] = "verbose";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        return errors;
    }
}
