using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NegPreact.Tests.Hub;

/// <summary>A request as it arrived.</summary>
internal sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The first byte asked for, or null.</summary>
    public int? From => Header("Range") is { } range ? int.Parse(range["bytes=".Length..].TrimEnd('-')) : null;
}

/// <summary>An answer, and what may go wrong with it.</summary>
internal sealed record Reply(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>What Content-Length claims; null leaves it out.</summary>
    public long? Length { get; init; } = Body.Length;

    /// <summary>Bytes after which nothing more is sent.</summary>
    public int SendOnly { get; init; } = int.MaxValue;

    /// <summary>Whether the connection then stays open in silence.</summary>
    public bool Stall { get; init; }

    /// <summary>Whether each byte travels alone.</summary>
    public bool Trickle { get; init; }

    public static Reply Text(int status, string text = "") => new(status, Encoding.UTF8.GetBytes(text));

    public Reply With(string header, string value)
    {
        var headers = new Dictionary<string, string>(Headers) { [header] = value };
        return this with { Headers = headers };
    }

    public Reply Without(string header) => this with { Headers = Headers.Where(h => h.Key != header).ToDictionary() };
}

/// <summary>
/// A server of HTTP/1.1 on a port of its own, one request a connection, that can break off, fall silent and lie.
/// </summary>
internal sealed class TestServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closed = new();
    private readonly Func<Request, Reply> answer;

    public TestServer(Func<Request, Reply> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public ConcurrentQueue<Request> Requests { get; } = [];

    public void Dispose()
    {
        if (closed.IsCancellationRequested)
            return;
        closed.Cancel();
        listener.Dispose();
        closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closed.Token);
                _ = Task.Run(() => ServeAsync(client, closed.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using var _ = client;
            client.NoDelay = true;
            await using var stream = client.GetStream();
            var request = await ReadAsync(stream, stop);
            Requests.Enqueue(request);
            await WriteAsync(stream, answer(request), request.Method == "HEAD", stop);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away, as some tests make it do.
        }
    }

    private static async Task<Request> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            text.Append(await stream.ReadAsync(one, stop) == 1 ? (char)one[0]
                : throw new IOException("the client closed"));
        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(
            p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        return new(first[0], first[1], headers);
    }

    private static async Task WriteAsync(NetworkStream stream, Reply reply, bool headOnly, CancellationToken stop)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} Reason\r\nConnection: close\r\n");
        if (reply.Length is { } length) head.Append($"Content-Length: {length}\r\n");
        foreach (var (name, value) in reply.Headers) head.Append($"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop);
        var body = headOnly ? Memory<byte>.Empty : reply.Body.AsMemory(0, Math.Min(reply.SendOnly, reply.Body.Length));
        if (reply.Trickle)
            for (var i = 0; i < body.Length; i++) await stream.WriteAsync(body.Slice(i, 1), stop);
        else
            await stream.WriteAsync(body, stop);
        if (reply.Stall)
            await stream.ReadExactlyAsync(new byte[1], stop); // until the client gives up
    }
}
