using NegPreact.Native;

namespace NegPreact.Tests.Native;

public sealed class ProcessorQuotaTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    [Theory]
    // The second version, in a container that sees its own group as the top.
    [InlineData("0-7", "0::/", "sys/fs/cgroup/cpu.max", "200000 100000", 2)]
    [InlineData("0-7", "0::/", "sys/fs/cgroup/cpu.max", "250000 100000", 3)] // 2.5 processors keep three threads busy
    [InlineData("0-7", "0::/", "sys/fs/cgroup/cpu.max", "50000 100000", 1)]
    [InlineData("0-7", "0::/", "sys/fs/cgroup/cpu.max", "max 100000", null)]
    // A group of the machine, and one above it; the path that the machine has for a container is not there within it.
    [InlineData("0-7", "0::/a/b", "sys/fs/cgroup/a/b/cpu.max", "300000 100000", 3)]
    [InlineData("0-7", "0::/a/b", "sys/fs/cgroup/a/cpu.max", "400000 200000", 2)]
    [InlineData("0-7", "0::/docker/1234", "sys/fs/cgroup/cpu.max", "100000 100000", 1)]
    // The first version; other controllers have groups of their own.
    [InlineData("0-7", "4:cpu,cpuacct:/", "sys/fs/cgroup/cpu/cpu.cfs_quota_us", "150000", 2)]
    [InlineData("0-7", "4:cpu:/a", "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "500000", 5)]
    [InlineData("0-7", "4:cpu:/", "sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1", null)]
    [InlineData("0-7", "4:cpuset:/", "sys/fs/cgroup/cpu/cpu.cfs_quota_us", "150000", null)]
    // A quota that does not bind leaves the choice to libtorch.
    [InlineData("0-1,4", "0::/", "sys/fs/cgroup/cpu.max", "200000 100000", 2)]
    [InlineData("0-1", "0::/", "sys/fs/cgroup/cpu.max", "200000 100000", null)]
    public void The_quota_is_read_from_the_groups(
        string allowed, string group, string file, string quota, int? threads)
    {
        root.Write("proc/self/status", $"Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t{allowed}\n");
        root.Write("proc/self/cgroup", $"7:memory:/elsewhere\n{group}\n");
        root.Write(file, quota + "\n");
        root.Write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        root.Write("sys/fs/cgroup/cpu/a/cpu.cfs_period_us", "100000\n");
        Assert.Equal(threads, ProcessorQuota.Threads(root.Path));
    }

    [Fact]
    public void The_smallest_quota_counts()
    {
        root.Write("proc/self/status", "Cpus_allowed_list:\t0-63\n");
        root.Write("proc/self/cgroup", "0::/a/b\n");
        root.Write("sys/fs/cgroup/a/b/cpu.max", "800000 100000\n");
        root.Write("sys/fs/cgroup/a/cpu.max", "600000 100000\n");
        root.Write("sys/fs/cgroup/cpu.max", "max 100000\n");
        Assert.Equal(6, ProcessorQuota.Threads(root.Path));
    }

    [Fact]
    public void A_system_without_groups_has_no_quota() => Assert.Null(ProcessorQuota.Threads(root.Path));

    public void Dispose() => root.Dispose();
}
