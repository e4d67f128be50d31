using System.Text.Json;

namespace NegPreact.Hub;

/// <summary>What the Hub says of a model at one revision.</summary>
internal static class Description
{
    /// <summary>Reads the commit and the names of the files.</summary>
    /// <exception cref="NegPreactException">It is something else.</exception>
    public static (string Commit, IReadOnlyCollection<string> Files) Read(ReadOnlyMemory<byte> json, string host)
    {
        try
        {
            using var document = ForeignJson.Parse(json);
            var commit = document.RootElement.GetProperty("sha").GetString();
            var files = document.RootElement.GetProperty("siblings").EnumerateArray().Select(
                s => s.GetProperty("rfilename").GetString()).OfType<string>().ToHashSet();
            if (commit is not null && HubModelId.CommitPattern().IsMatch(commit))
                return (commit, files);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Said below.
        }

        throw new NegPreactException(
            ErrorKind.HubServer,
            $"{host} does not answer like a Hub; a proxy or a sign-in page may answer in its place: check HF_ENDPOINT "
                + "and the network.");
    }
}
