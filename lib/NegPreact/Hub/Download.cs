using System.Net;
using System.Net.Http.Headers;

namespace NegPreact.Hub;

/// <summary>Brings one file here, whole and of the right hash, or not at all.</summary>
internal sealed class Download(HubTransport transport, HubOptions options, RemoteFile file, Action<long> arrived)
{
    private readonly byte[] buffer = new byte[1 << 18];
    private EntityTagHeaderValue? tag; // of the answer that the part began with

    /// <summary>Fetches the file, going on from what an earlier try left.</summary>
    /// <param name="destination">What it will be called; its folder exists.</param>
    /// <param name="cancellation">Stops it; what has arrived is kept.</param>
    /// <exception cref="NegPreactException">It cannot be had; the message says why and what to do.</exception>
    public async Task ToAsync(string destination, CancellationToken cancellation)
    {
        using var part = PartialFile.Claim(destination);
        var patience = new Patience(file.Name, options);
        var most = part.Length;
        while (true)
            try
            {
                if (part.Length > file.Size) part.Clear();
                if (part.Length < file.Size) await GoOnAsync(part, cancellation);
                if (await part.MatchesAsync(file.Checksum, cancellation))
                    break;
                part.Clear();
                throw new HubFault("what arrived has a different checksum from the one that the server states");
            }
            catch (HubFault fault)
            {
                if (part.Length > most) patience.Reset();
                most = Math.Max(most, part.Length);
                await patience.WaitAsync(fault, cancellation);
            }

        part.MoveTo(destination);
    }

    private async Task GoOnAsync(PartialFile part, CancellationToken cancellation)
    {
        using var response = await transport.SendAsync(
            HttpMethod.Get, file.Address, AskFrom(part.Length), cancellation);
        var address = response.RequestMessage!.RequestUri!;
        Begin(response, address, part);
        if (response.Content.Headers.ContentLength is { } rest && part.Length + rest != file.Size)
            throw new HubFault(
                $"{address.Host} offers {part.Length + rest} bytes of a file that it says has {file.Size}");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        arrived(part.Length);
        for (int read; (read = await transport.ReadAsync(body, buffer, address, cancellation)) > 0;)
        {
            if (part.Length + read > file.Size)
            {
                part.Clear();
                throw new HubFault($"{address.Host} sends more than the {file.Size} bytes that it says the file has");
            }

            part.Append(buffer.AsSpan(0, read));
            arrived(part.Length);
        }

        if (part.Length < file.Size)
            throw new HubFault($"{address.Host} stopped after {part.Length} of {file.Size} bytes");
    }

    // A weak tag does not speak for every byte, so it may not stand in If-Range. A part of an earlier run has no tag:
    // its address names a commit, which does not change, and the checksum has the last word.
    private Action<HttpRequestHeaders>? AskFrom(long offset) => offset == 0 ? null : headers =>
    {
        headers.Range = new(offset, null);
        if (tag is { IsWeak: false }) headers.IfRange = new(tag);
    };

    /// <summary>Sees to it that the answer goes on where the part ends, or that the part begins anew with it.</summary>
    private void Begin(HttpResponseMessage response, Uri address, PartialFile part)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.Clear();
            throw new HubFault($"{address.Host} does not have the rest of the file");
        }

        file.Check(response, (address.Host, transport.IsEndpoint(address)));
        var now = response.Headers.ETag;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            if (part.Length > 0 && range?.From == part.Length && (range.Length ?? file.Size) == file.Size && (
                tag is null || now is null || tag.Equals(now)))
            {
                tag ??= now;
                return;
            }

            part.Clear();
            throw new HubFault($"{address.Host} continues with a part, or a file, other than the one asked for");
        }

        if (response.StatusCode != HttpStatusCode.OK)
            throw new HubFault($"{address.Host} answers {(int)response.StatusCode}");

        part.Clear(); // the server sends the whole
        tag = now;
    }
}
