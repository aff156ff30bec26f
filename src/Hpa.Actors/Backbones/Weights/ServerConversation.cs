using System.Net;
using System.Net.Http.Headers;
using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>Asks a server for a file or the rest of it, and tells faults that pass from those that last.</summary>
internal sealed class ServerConversation(WeightsSource source, HttpClient client, TimeSpan stall)
{
    private const int MostRedirects = 10;

    /// <summary>Asks for the file, or for what is missing of it where the server can tell that it is still the same.</summary>
    /// <returns>An answer with 200, 206 or 416; the body has not been read.</returns>
    /// <exception cref="InputException">The server has no such file, or sends us where we do not go.</exception>
    /// <exception cref="PassingFaultException">Another attempt may help.</exception>
    public async Task<HttpResponseMessage> AskAsync(PartFile part, CancellationToken patience, CancellationToken stop)
    {
        var address = source.Address;
        for (var redirects = 0; ; redirects++)
        {
            var reply = await Heard(() => client.SendAsync(Request(address, part), HttpCompletionOption.ResponseHeadersRead, patience), stop).ConfigureAwait(false);
            try
            {
                var reached = reply.RequestMessage?.RequestUri ?? address;
                Allow(reached);
                if (!IsRedirect(reply, out var location))
                {
                    Judge(reply, reached);
                    return reply;
                }
                if (redirects == MostRedirects) throw new InputException($"{source.Name}: {source.Address} redirects without end; {Remedy}");
                address = new Uri(reached, location);
                Allow(address);
            }
            catch
            {
                reply.Dispose();
                throw;
            }
            reply.Dispose();
        }
    }

    /// <summary>Reads some bytes of the body; 0 at its end.</summary>
    /// <exception cref="PassingFaultException">The connection was cut or is silent.</exception>
    public Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken patience, CancellationToken stop) =>
        Heard(() => body.ReadAsync(buffer, patience).AsTask(), stop);

    private async Task<T> Heard<T>(Func<Task<T>> call, CancellationToken stop)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new PassingFaultException(FormattableString.Invariant($"the server sent nothing for {stall.TotalSeconds:0.###} s"), cause: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new PassingFaultException($"the connection failed ({OneLine.Of(e.GetBaseException())})", cause: e);
        }
    }

    private HttpRequestMessage Request(Uri address, PartFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("hpa", null));
        // The hash and the length are those of the plain file.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (part.Length > 0 && part.Origin is { } origin && origin.Address == source.Address && origin.Condition() is { } condition)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.IfRange = condition;
        }
        return request;
    }

    /// <summary>
    /// From https only to https. This keeps the request private; the bytes need no trust in whoever sends them, because only
    /// their hash makes them the file.
    /// </summary>
    private void Allow(Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && source.Address.Scheme == Uri.UriSchemeHttp)) return;
        throw new InputException($"{source.Name}: {source.Address} redirects to {address}, and only https is followed from there; {Remedy}");
    }

    private static bool IsRedirect(HttpResponseMessage reply, out Uri location)
    {
        location = reply.Headers.Location!;
        return location is not null && reply.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
    }

    private void Judge(HttpResponseMessage reply, Uri reached)
    {
        if (reply.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable) return;
        var answer = $"{reached} answered {(int)reply.StatusCode} {reply.ReasonPhrase}".TrimEnd();
        if (reply.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError)
            throw new PassingFaultException(answer, reply.Headers.RetryAfter?.Delta);
        throw new InputException($"{source.Name}: {answer}; {Remedy}");
    }

    private static string Remedy => "check the address, set hpa.backbones.mirror, or take a copy that you have with `hpa models import`";
}
