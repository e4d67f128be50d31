using System.Runtime.InteropServices;
using NegPreact.Native;

namespace NegPreact.Tests.Native;

public class SystemCheckTests
{
    [Theory]
    [InlineData("linux", Architecture.X64)]
    [InlineData("win", Architecture.X64)]
    [InlineData("osx", Architecture.Arm64)]
    public void Systems_with_a_package_may_run(string system, Architecture architecture) =>
        Assert.Null(SystemCheck.Refusal(system, architecture, musl: false, avx2: architecture == Architecture.X64));

    [Theory]
    [InlineData("linux", Architecture.X64, true, true, "glibc")]
    [InlineData("linux", Architecture.X64, false, false, "AVX2")]
    [InlineData("win", Architecture.X64, false, false, "AVX2")]
    [InlineData("linux", Architecture.Arm64, false, false, "Linux on arm64")]
    [InlineData("osx", Architecture.X64, false, true, "osx on X64")]
    [InlineData("win", Architecture.Arm64, false, false, "win on Arm64")]
    [InlineData("other", Architecture.X64, false, true, "other on X64")]
    public void The_others_are_told_why_and_what_to_do(
        string system, Architecture architecture, bool musl, bool avx2, string reason)
    {
        var refusal = SystemCheck.Refusal(system, architecture, musl, avx2);
        Assert.NotNull(refusal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.Contains("use ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void This_system_may_run() => Assert.Null(SystemCheck.Refusal());

    [Theory]
    [InlineData("libgomp-98b21ff3.so.1: cannot open shared object file", "libgomp1")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.99' not found", "newer glibc")]
    [InlineData("libstdc++.so.6: version `GLIBCXX_3.4.99' not found", "C++ runtime")]
    [InlineData("something\nelse", "something else")]
    public void The_loaders_words_become_advice(string words, string advice)
    {
        var explained = SystemCheck.ExplainLoadFailure("/somewhere/libtorch.so", words);
        Assert.Contains(advice, explained, StringComparison.Ordinal);
        Assert.Contains("libtorch.so", explained, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', explained);
    }
}
