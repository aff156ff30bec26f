using System.Net;
using System.Net.Http.Headers;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>Who may use a server.</summary>
[Collection(TinyRun.Collection)]
public sealed class AccessTests(TinyRun tiny)
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_server_that_others_can_reach_needs_a_token() =>
        (await HpaProcess.RunAsync("serve", "--data", tiny.NewPath("server"), "--urls", "http://0.0.0.0:0")).MustComplain(2, "hpa.server.urls", "http://0.0.0.0:0", "hpa.server.token-file");

    [Theory]
    [InlineData("short", UnixFileMode.UserRead | UnixFileMode.UserWrite, "32 characters")]
    [InlineData(Token, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "chmod 600")]
    [InlineData(null, UnixFileMode.None, "cannot be read")]
    public async Task A_token_that_protects_nothing_is_refused(string? token, UnixFileMode mode, string reason)
    {
        var file = tiny.NewPath("token");
        if (token is not null) WriteToken(file, token, mode);
        var config = tiny.NewPath("server.conf");
        await File.WriteAllTextAsync(config, $"hpa.server.token-file = \"{file}\"");

        (await HpaProcess.RunAsync("serve", "--data", tiny.NewPath("server"), "--config", config)).MustComplain(2, "hpa.server.token-file", file, reason);
    }

    [Theory]
    [InlineData("hpa.server.runs-at-once = 0", "hpa.server.runs-at-once")]
    [InlineData("hpa.server.runs = 1", "hpa.server.runs")]
    [InlineData("hpa.server.urls = [nonsense]", "hpa.server.urls")]
    public async Task Wrong_settings_are_refused_by_name(string line, string key)
    {
        var config = tiny.NewPath("server.conf");
        await File.WriteAllTextAsync(config, line);

        (await HpaProcess.RunAsync("serve", "--data", tiny.NewPath("server"), "--config", config)).MustComplain(2, key);
    }

    [Fact]
    public async Task Only_who_has_the_token_gets_in()
    {
        var data = tiny.NewPath("server");
        WriteToken(data + ".token", Token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var server = await HpaServer.StartAsync(data, $"hpa.server.token-file = \"{data}.token\"");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };

        foreach (var path in new[] { "api/v1/runs", "metrics", "openapi/v1.json", "", "_blazor/negotiate" })
            await HostileTests.MustBeProblemAsync(await server.Http.GetAsync(path), HttpStatusCode.Unauthorized);
        foreach (var path in new[] { "healthz", "readyz" }) (await server.Http.GetAsync(path)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, Token));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, Token + "0"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, ""));

        await CookieMustDoAsync(browser);
        await TooManyMustWaitAsync(server);
    }

    private static async Task CookieMustDoAsync(HttpClient browser)
    {
        using var page = new HttpRequestMessage(HttpMethod.Get, "");
        page.Headers.Accept.ParseAdd("text/html");
        Assert.StartsWith("/login?to=", (await browser.SendAsync(page)).Headers.Location!.ToString(), StringComparison.Ordinal);
        using var wrong = await LogInAsync(browser, "nonsense", "/");
        Assert.StartsWith("/login?wrong=1", wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        using var elsewhere = await LogInAsync(browser, Token, "//evil.example/");
        Assert.Equal("/", elsewhere.Headers.Location!.ToString());
        using var right = await LogInAsync(browser, Token, "/runs/run-00001");
        Assert.Equal("/runs/run-00001", right.Headers.Location!.ToString());
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        (await browser.GetAsync("api/v1/runs")).EnsureSuccessStatusCode();
    }

    private static async Task TooManyMustWaitAsync(HpaServer server)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++) statuses.Add(await StatusAsync(server, $"guess-{i}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        // Nor is the right one then told from a wrong one.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, Token));
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient browser, string token, string to) =>
        browser.PostAsync("login", new FormUrlEncodedContent([new("token", token), new("to", to)]));

    private static async Task<HttpStatusCode> StatusAsync(HpaServer server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/runs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await server.Http.SendAsync(request)).StatusCode;
    }

    private static void WriteToken(string file, string token, UnixFileMode mode)
    {
        File.WriteAllText(file, token + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, mode);
    }
}
