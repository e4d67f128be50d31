using System.Globalization;

namespace NegPreact.Native;

/// <summary>
/// The processor time that a Linux container is given, by its control groups of either version, its own and those above
/// it.
/// </summary>
internal static class ProcessorQuota
{
    /// <summary>
    /// The quota in whole processors, rounded up; null where there is none or it is not below the processors that this
    /// program may run on.
    /// </summary>
    /// <param name="root">Where <c>proc</c> and <c>sys</c> lie; <c>/</c> but for tests.</param>
    public static int? Threads(string root)
    {
        var quota = Lines(root, "proc/self/cgroup").SelectMany(line => Quotas(root, line)).Min();
        var threads = Math.Max(1, Math.Ceiling(quota ?? double.PositiveInfinity));
        return threads < Allowed(root) ? (int)threads : null;
    }

    // hierarchy:controllers:path. The path is what the machine calls it, which a container may not see: its own group
    // then lies at the top.
    private static IEnumerable<double?> Quotas(string root, string line)
    {
        if (line.Split(':', 3) is not [_, var controllers, var path])
            yield break;
        var second = controllers.Length == 0;
        if (!second && !controllers.Split(',').Contains("cpu"))
            yield break;
        var top = Path.Combine(root, second ? "sys/fs/cgroup" : "sys/fs/cgroup/cpu");
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var depth = 0; depth <= names.Length; depth++)
        {
            var folder = Path.Combine([top, .. names[..depth]]);
            yield return second
                ? Share(Lines(folder, "cpu.max").FirstOrDefault()?.Split(' ') ?? [])
                : Share([.. Lines(folder, "cpu.cfs_quota_us"), .. Lines(folder, "cpu.cfs_period_us")]);
        }
    }

    // Microseconds in each period, and the period; "max" or -1 where there is no quota.
    private static double? Share(string[] of) =>
        of is [var quota, var period]
        && double.TryParse(quota, NumberStyles.Integer, CultureInfo.InvariantCulture, out var time) && time > 0
        && double.TryParse(period, NumberStyles.Integer, CultureInfo.InvariantCulture, out var every) && every > 0
            ? time / every
            : null;

    // Cpus_allowed_list: 0-3,8
    private static int Allowed(string root) => Lines(root, "proc/self/status")
        .Where(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
        .SelectMany(line => line.Split(':')[1].Split(',')).Sum(Count);

    private static int Count(string range)
    {
        var ends = range.Split('-');
        return 1 + int.Parse(ends[^1], CultureInfo.InvariantCulture) - int.Parse(ends[0], CultureInfo.InvariantCulture);
    }

    private static string[] Lines(string folder, string file)
    {
        // A group can be gone, or closed to this user, from one moment to the next.
        try
        {
            return File.ReadAllLines(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
