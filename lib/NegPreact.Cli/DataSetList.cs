using System.Globalization;
using NegPreact.Hub;

namespace NegPreact.Cli;

/// <summary>The data sets that can be fetched, for <c>negpreact fetch --data</c> without a name.</summary>
internal static class DataSetList
{
    public static void Print()
    {
        foreach (var set in DataSets.All)
        {
            var published = set.Files.SelectMany(f => f.Published).ToList();
            Console.WriteLine($"{set.Name}  {set.Title}");
            Console.WriteLine(Invariant(
                $"    {published.Count} files published, {published.Sum(f => f.Bytes) / 1e6:F1} MB, {set.Making}"));
            Console.WriteLine($"    github.com/{set.Repository} @ {set.Commit}, folder /{set.Path}");
            Console.WriteLine($"    licence: {set.Licence}");
            foreach (var file in set.Files)
                Console.WriteLine($"    {file.Sha256}  {set.Folder}/{file.Name}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
