using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>Whoever means harm gets a clear answer, and nothing else.</summary>
[Collection(TinyRun.Collection)]
public sealed class HostileTests(TinyRun tiny) : IAsyncLifetime
{
    private const string Run = ServerFixture.Run;

    private readonly string _data = ServerFixture.NewData(tiny);
    private HpaServer _server = null!;

    /// <summary>The answer is a problem document with this status.</summary>
    internal static async Task MustBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status) => Assert.Null(await FaultAsync(answer, status));

    /// <summary>Why the answer is no problem document with this status, or with any from 400 to 499; null for one that is.</summary>
    private static async Task<string?> FaultAsync(HttpResponseMessage answer, HttpStatusCode? status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var told = $"{(int)answer.StatusCode} {text}";
        if (status is { } wanted ? answer.StatusCode != wanted : (int)answer.StatusCode is < 400 or > 499) return $"not {status}: {told}";
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"no problem document: {told}";
        if (!answer.Headers.TryGetValues("X-Content-Type-Options", out var options) || options.Single() != "nosniff") return $"to be guessed at: {told}";
        using var problem = JsonDocument.Parse(text);
        var (number, detail) = (problem.RootElement.GetProperty("status").GetInt32(), problem.RootElement.GetProperty("detail").GetString()!);
        // Whatever a browser makes of the answer, it finds no markup in it.
        return number != (int)answer.StatusCode || detail.Length < 5 || text.Contains('<', StringComparison.Ordinal)
            || detail.Contains("   at ", StringComparison.Ordinal) || detail.Contains("root:", StringComparison.Ordinal) ? told : null;
    }

    /// <summary>A run that is over, with the files of one that was done by hand.</summary>
    public async Task InitializeAsync()
    {
        _server = await HpaServer.StartAsync(_data, "hpa.server.upload.file-mib = 1");
        var spoiled = Directory.CreateDirectory(Path.Combine(_data, "images", "spoiled"));
        await File.WriteAllTextAsync(Path.Combine(spoiled.FullName, "train.csv"), "nonsense\n");
        await _server.PostAsync("api/v1/runs", new JsonObject { ["name"] = "first", ["images"] = "spoiled" });
        await _server.UntilAsync("api/v1/runs", runs => runs[0].GetProperty("phase").GetString() == "failed");
        Directory.Delete(Path.Combine(_data, "runs", Run), recursive: true);
        Folders.Copy(tiny.Reference.Path, Path.Combine(_data, "runs", Run));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Two_hundred_hostile_requests_get_problem_documents_and_change_nothing()
    {
        var run = Path.Combine(_data, "runs", Run);
        Directory.CreateSymbolicLink(Path.Combine(run, "selection", "linked"), _data);
        File.CreateSymbolicLink(Path.Combine(run, "report", "linked.html"), Path.Combine(_data, "server.db"));
        var requests = HostileRequests.All(_server.Url, Run).ToArray();
        Assert.InRange(requests.Length, 200, 1000);
        var before = FilesAround();
        var runs = await _server.Http.GetStringAsync("api/v1/runs");

        var wrong = new List<string>();
        foreach (var (name, request, status) in requests)
        {
            using var message = request();
            message.Headers.ExpectContinue = message.Content?.Headers.ContentLength > 1 << 20;
            using var answer = await _server.Http.SendAsync(message);
            if (await FaultAsync(answer, status) is { } fault) wrong.Add($"{name}: {fault}");
        }

        Assert.Empty(wrong);
        Assert.Equal("alive", await _server.Http.GetStringAsync("healthz"));
        Assert.Equal(runs, await _server.Http.GetStringAsync("api/v1/runs"));
        Assert.Equal(before, FilesAround());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_data, "predictions")));
    }

    [Fact]
    public async Task A_request_that_is_no_request_is_refused_and_the_server_lives()
    {
        foreach (var path in new[] { "api/v1/runs/%00", "api/v1/runs/%ff%fe" })
        {
            using var answer = await _server.Http.GetAsync(path);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }

        Assert.Equal("alive", await _server.Http.GetStringAsync("healthz"));
    }

    /// <summary>All files below the folder that holds the server's, but for its log and its journal.</summary>
    private string[] FilesAround() =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(_data)!, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => Path.GetFileName(file) is not ("server.log" or ".ready") && !Path.GetFileName(file).StartsWith("server.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
