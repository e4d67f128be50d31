using System.Net;

namespace NegPreact.Hub;

/// <summary>What a server's refusal means, and what to do about it.</summary>
internal static class Refusals
{
    /// <summary>Lets an answer pass that is one.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="asked">The host that gave it, and whether it is the Hub itself.</param>
    /// <param name="id">The model.</param>
    /// <param name="file">The file of it that was asked for, or null.</param>
    /// <param name="options">Whether a token was given.</param>
    /// <exception cref="HubFault">It may be otherwise in a moment.</exception>
    /// <exception cref="NegPreactException">It will not.</exception>
    public static void Check(
        HttpResponseMessage response, (string Host, bool IsHub) asked, HubModelId id, string? file, HubOptions options)
    {
        CheckPassing(response, asked.Host);
        var page = $"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{id.Repository}";
        var code = response.Headers.TryGetValues("X-Error-Code", out var codes) ? codes.FirstOrDefault() : null;
        var status = response.StatusCode;
        if ((int)status < 400)
            return;
        if (!asked.IsHub) // the address that the Hub gave for a file has run out: the next try gets a new one
            throw new HubFault($"{asked.Host} answers {(int)status}");
        throw new NegPreactException(ErrorKind.HubAccess, (code, status) switch
        {
            ("GatedRepo", _) or (_, HttpStatusCode.Forbidden) => options.Token is null
                ? $"{id} is a gated model, and no access token was given: accept its licence at {page}, then set "
                    + $"HF_TOKEN to a token of {options.Endpoint.Host} or run `hf auth login`."
                : $"{id} is a gated model that your access token has no right to: accept its licence at {page} with "
                    + "the account of that token, and check that the token may read gated models.",
            ("RevisionNotFound", _) => $"{id.Repository} has no revision {id.Revision}: see the branches and tags at "
                + $"{page}/tree/main.",
            ("EntryNotFound", _) => $"{id} has no file {file}: see {page}.",
            (_, HttpStatusCode.Unauthorized) => options.Token is null
                ? $"{id} does not exist, or is private or gated: check the name at {page}; for a gated model accept "
                    + $"its licence there, and set HF_TOKEN to a token of {options.Endpoint.Host}."
                : $"{id} does not exist, or the access token is not valid (any more): check the name at {page}, and "
                    + "HF_TOKEN or `hf auth login`.",
            (_, HttpStatusCode.NotFound) => file is null
                ? $"{id} is not to be found at {options.Endpoint.Host}: check the model's name and its revision "
                    + $"at {page}."
                : $"{id} has no file {file}: see {page}.",
            _ => $"{asked.Host} answers {(int)status} where {file ?? "the description"} of {id} was asked for: check "
                + "HF_ENDPOINT.",
        });
    }

    /// <summary>Throws where the same request may go well in a moment.</summary>
    /// <exception cref="HubFault">So it is.</exception>
    public static void CheckPassing(HttpResponseMessage response, string host)
    {
        if ((int)response.StatusCode is not (408 or 429 or >= 500))
            return;
        var after = response.Headers.RetryAfter;
        throw new HubFault(response.StatusCode == HttpStatusCode.TooManyRequests
            ? $"{host} gets too many requests (429)" : $"{host} answers {(int)response.StatusCode}")
        {
            RetryAfter = after?.Delta ?? after?.Date - DateTimeOffset.UtcNow,
        };
    }
}
