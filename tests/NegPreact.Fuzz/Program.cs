using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using NegPreact;
using NegPreact.Fuzz;

var minutes = new Option<double>("--minutes")
{
    Description = "How long to go on; with 0 only what was found before is read.",
    DefaultValueFactory = _ => 2,
};
var seed = new Option<int>("--seed") { Description = "Seed of all damage.", DefaultValueFactory = _ => 1 };
var only = new Option<string?>("--only") { Description = "One reader, by its name." };
var root = new RootCommand(
    "Damages sound files and lets every reader of the library read them. Whatever a reader throws, other than a "
    + "sentence "
    + "of its own, a reading of more than 10 s, and more than 1 GB of memory are faults; each is kept in found/, and "
    + "read first from then on.")
{
    minutes, seed, only,
};
root.SetAction(parsed =>
{
    var readers = Readers.All().Where(r => parsed.GetValue(only) is not { } name || r.Name == name).ToList();
    var found = Path.Combine(Repository.Root, "tests", "NegPreact.Fuzz", "found");
    using var trial = new Attempt();
    var faults = new HashSet<string>();
    var inputs = 0;
    foreach (var reader in readers)
        foreach (var path in Inputs(Path.Combine(found, reader.Name)))
            if (!Try(reader, int.Parse(Path.GetFileName(path).Split('-')[0]), File.ReadAllBytes(path), path))
                return 1;
    Console.WriteLine($"{inputs} inputs that were found before: {faults.Count} faults");

    var (random, clock) = (new Random(parsed.GetValue(seed)), Stopwatch.StartNew());
    var refused = new List<string>();
    foreach (var reader in readers)
        for (var sample = 0; sample < reader.Samples.Count; sample++)
        {
            var accepted = trial.Accepted;
            Try(reader, sample, reader.Sound(sample));
            if (trial.Accepted == accepted)
                refused.Add($"{reader.Name} refuses its sample {sample}: {trial.Refusal}");
        }
    if (refused.Count > 0)
        throw new InvalidOperationException(string.Join('\n', refused));

    while (clock.Elapsed.TotalMinutes < parsed.GetValue(minutes))
    {
        var reader = readers[random.Next(readers.Count)];
        var sample = random.Next(reader.Samples.Count);
        var damaged = reader.Damaged(sample, random);
        if (!Try(reader, sample, damaged))
            return 1;
    }

    Console.WriteLine(
        $"{inputs} inputs to {readers.Count} readers, {trial.Accepted} of them read: {faults.Count} faults");
    return faults.Count == 0 ? 0 : 1;

    bool Try(Reader reader, int sample, byte[] input, string? path = null)
    {
        inputs++;
        return trial.Run(reader, sample, input, (kind, what) =>
        {
            if (!faults.Add($"{reader.Name}: {kind}"))
                return;
            if (path is null)
            {
                path = Path.Combine(
                    found, reader.Name, $"{sample}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, input);
            }

            Console.WriteLine($"FAULT {reader.Name}: {kind}\n{path}\n{what}\n");
        });
    }
});
return root.Parse(args).Invoke();

static IEnumerable<string> Inputs(string folder) => !Directory.Exists(folder) ? []
    : Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal);
