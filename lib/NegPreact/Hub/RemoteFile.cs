namespace NegPreact.Hub;

/// <summary>A file that a server offers.</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Checksum">What it hashes to.</param>
/// <param name="Check">
/// Throws what a refusal of the server means; gets the answer, its host, and whether that is the Hub.
/// </param>
internal sealed record RemoteFile(string Name, Uri Address, long Size, Checksum Checksum,
    Action<HttpResponseMessage, (string Host, bool IsHub)> Check);
