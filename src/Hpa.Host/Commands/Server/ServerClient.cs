using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Host.Server;

namespace Hpa.Host.Commands.Server;

/// <summary>Talks to a lab server as any script could.</summary>
internal sealed class ServerClient : IDisposable
{
    private const string UrlVariable = "HPA_SERVER";
    private const string TokenVariable = "HPA_TOKEN";
    private readonly HttpClient _http;

    private ServerClient(Uri url)
    {
        Url = url;
        _http = new HttpClient { BaseAddress = url };
        if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Where the server is.</summary>
    public Uri Url { get; }

    /// <summary>The option that every command to a server has.</summary>
    public static Option<string> Option() => new("--server")
    {
        Description = $"Address of the server; by default {UrlVariable} in the environment, then http://127.0.0.1:5080. {TokenVariable} holds its token, if it needs one",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url ? url : "http://127.0.0.1:5080",
    };

    /// <summary>The server that the command line names.</summary>
    /// <exception cref="SettingsException">The text is no address.</exception>
    public static ServerClient Of(string url) => Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
        ? new ServerClient(parsed!)
        : throw new SettingsException($"--server {url} is no address, write one such as http://127.0.0.1:5080");

    /// <summary>Asks for something.</summary>
    /// <exception cref="InputException">No server, or it refuses; says what it says.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken stop)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseContentRead, stop);
        return (await answer.Content.ReadFromJsonAsync<T>(RunNews.Json, stop))!;
    }

    /// <summary>Has something done.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<T> PostAsync<T>(string path, object? body, CancellationToken stop, string key = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, options: RunNews.Json) };
        if (key.Length > 0) request.Headers.Add("Idempotency-Key", key);
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseContentRead, stop);
        return (await answer.Content.ReadFromJsonAsync<T>(RunNews.Json, stop))!;
    }

    /// <summary>Opens a stream of events.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<Stream> StreamAsync(string path, CancellationToken stop)
    {
        var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, stop);
        return await answer.Content.ReadAsStreamAsync(stop);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption option, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, option, stop);
        }
        catch (HttpRequestException e)
        {
            throw new InputException($"no server answers at {Url} ({e.Message}): start one with `hpa serve`, or name it with --server or {UrlVariable}", e);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await FaultAsync(answer, stop);
    }

    private static async Task<InputException> FaultAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        var detail = Detail(text) ?? $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        return answer.StatusCode switch
        {
            HttpStatusCode.UnprocessableEntity => new SettingsException(detail),
            HttpStatusCode.Unauthorized => new InputException($"{detail}; {TokenVariable} in the environment holds it"),
            _ => new InputException(detail),
        };
    }

    private static string? Detail(string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            // Something between here and the server answered.
            return null;
        }
    }
}
