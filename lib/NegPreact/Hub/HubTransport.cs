using System.Net;
using System.Net.Http.Headers;

namespace NegPreact.Hub;

/// <summary>
/// One request at a time, redirects included. The token goes to the endpoint's own scheme, host and port and nowhere
/// else, which is why redirects are followed here and not by the handler.
/// </summary>
internal sealed class HubTransport(HubOptions options) : IDisposable
{
    private const int MaxRedirects = 10;

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = options.UseProxy,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10), // so that a moved address is noticed within a long sweep
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // a download may take hours: only silence is timed
    };

    /// <summary>Sends a request; the answer's headers are there, its body is not read yet.</summary>
    /// <param name="method">
    /// GET, or HEAD: then a redirect that says what it leads to is itself the answer. One that does not is followed, to
    /// another host too, as mirrors send it.
    /// </param>
    /// <param name="address">Where to.</param>
    /// <param name="describe">Adds headers, or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="HubFault">No connection, or no answer in time.</exception>
    /// <exception cref="NegPreactException">A redirect that must not be followed.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, Action<HttpRequestHeaders>? describe, CancellationToken cancellation)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.UserAgent.Add(new("negpreact", null));
            // packed on the way, a file has another length and another etag
            request.Headers.AcceptEncoding.Add(new("identity"));
            if (options.Token is { } token && IsEndpoint(address))
                request.Headers.Authorization = new("Bearer", token);
            describe?.Invoke(request.Headers);
            var response = await TimedAsync(address, stop => client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, stop), cancellation);
            if (Next(response, address) is not { } next
                || (method == HttpMethod.Head && response.Headers.Contains("X-Linked-Etag")))
                return response;
            response.Dispose();
            if (redirects == MaxRedirects)
                throw new NegPreactException(
                    ErrorKind.HubServer, $"{address.Host} redirects more than {MaxRedirects} times in a row; check "
                    + "HF_ENDPOINT.");
            if (next.Scheme is not ("http" or "https") || (address.Scheme == "https" && next.Scheme == "http"))
                throw new NegPreactException(
                    ErrorKind.HubServer,
                    $"{address.Host} redirects to an address with the scheme {next.Scheme}, which is not safe to "
                        + "follow; check HF_ENDPOINT.");
            address = next;
        }
    }

    /// <summary>Reads on in an answer's body.</summary>
    /// <returns>The bytes read; 0 at the end.</returns>
    /// <exception cref="HubFault">The connection broke, or nothing came in time.</exception>
    public Task<int> ReadAsync(Stream body, Memory<byte> buffer, Uri address, CancellationToken cancellation) =>
        TimedAsync(address, stop => body.ReadAsync(buffer, stop).AsTask(), cancellation);

    /// <summary>Reads a short answer whole.</summary>
    /// <exception cref="HubFault">The connection broke, or nothing came in time.</exception>
    /// <exception cref="NegPreactException">It is longer than it may be.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAllAsync(
        HttpResponseMessage response, Uri address, int most, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await ReadAsync(body, buffer, address, cancellation)) > 0;)
        {
            if (text.Length + read > most)
                throw new NegPreactException(
                    ErrorKind.HubServer, $"{address.Host} answers with more than {most} bytes where a short "
                    + "description was asked for; check HF_ENDPOINT.");
            text.Write(buffer, 0, read);
        }

        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }

    public bool IsEndpoint(Uri address) => SameOrigin(address, options.Endpoint);

    public void Dispose() => client.Dispose();

    private static bool SameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(
        a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Uri? Next(HttpResponseMessage response, Uri address) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
            ? new Uri(address, location)
            : null;

    // Messages name the host alone: a redirect's address carries a signature that opens the file to whoever reads it.
    private async Task<T> TimedAsync<T>(
        Uri address, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(options.StallTimeout);
        try
        {
            return await work(stop.Token);
        }
        catch (HttpRequestException e)
        {
            throw new HubFault($"{address.Host} cannot be reached ({e.Message.TrimEnd('.')}); without a network, what "
                + "the cache holds is used with --offline or HF_HUB_OFFLINE=1", e);
        }
        catch (IOException e)
        {
            throw new HubFault($"the connection to {address.Host} broke", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HubFault($"{address.Host} sent nothing for {options.StallTimeout.TotalSeconds:0.##} s", e);
        }
    }
}
