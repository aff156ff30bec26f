using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>A lab server as a process of its own, on a free port of this machine.</summary>
internal sealed class HpaServer : IAsyncDisposable
{
    private const string Announcement = "hpa serves ";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(50);

    private HpaServer(HpaProcess process, Uri url)
    {
        (Process, Url) = (process, url);
        Http = new HttpClient { BaseAddress = url, Timeout = s_patience };
    }

    /// <summary>The settings of a quick run, as a client sends them; their results are those of <see cref="TinyRun"/>.</summary>
    public static JsonObject TinySettings => new()
    {
        ["hpa.datasets.split.train"] = 0.6,
        ["hpa.datasets.split.val"] = 0.2,
        ["hpa.datasets.split.test"] = 0.2,
        ["hpa.images.combinations"] = new JsonArray("ggg", "rgb", "bbb"),
        ["hpa.images.batch-size"] = 4,
        ["hpa.backbones.use"] = new JsonArray("squeezenet1_1"),
        ["hpa.backbones.weights"] = "random",
        ["hpa.backbones.batch"] = 3,
        ["hpa.backbones.catalogue.squeezenet1_1.input"] = 32,
        ["hpa.selection.fitness"] = "all",
        ["hpa.selection.islands"] = 2,
        ["hpa.selection.population"] = 8,
        ["hpa.selection.generations"] = 6,
        ["hpa.selection.migration-every"] = 2,
    };

    /// <summary>The same without what takes time and shows nothing here.</summary>
    public static JsonObject QuickSettings
    {
        get
        {
            var settings = TinySettings;
            settings["hpa.cells.regions"] = new JsonArray();
            settings["hpa.runs.shuffled-control"] = false;
            settings["hpa.classifiers.ablation"] = false;
            settings["hpa.classifiers.bootstrap"] = 0;
            settings["hpa.classifiers.use"] = new JsonArray("knn-1");
            settings["hpa.selection.searches"] = new JsonArray();
            return settings;
        }
    }

    public HpaProcess Process { get; }

    public Uri Url { get; }

    public HttpClient Http { get; }

    /// <summary>Starts a server and waits until it serves.</summary>
    /// <param name="data">Its folder.</param>
    /// <param name="settings">Lines of its settings file.</param>
    public static async Task<HpaServer> StartAsync(string data, string settings = "")
    {
        var config = data + ".conf";
        // Other tests need the cores too, so giving way would only make these slow.
        await File.WriteAllTextAsync(config, $"hpa.server.niceness = 0\n{settings}\n");
        var process = HpaProcess.Start("serve", "--data", data, "--urls", "http://127.0.0.1:0", "--config", config);
        if (!await process.SeeAsync(p => p.Wrote(Announcement))) Assert.Fail(string.Join('\n', (await process.EndAsync()).Errors));
        return new HpaServer(process, new Uri(process.Line(Announcement)[Announcement.Length..].Split(' ')[0] + "/"));
    }

    /// <summary>What stands at a path.</summary>
    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Has something done, and returns what the server says.</summary>
    public async Task<JsonElement> PostAsync(string path, JsonObject? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Puts a run at the end of the queue and returns its id.</summary>
    public async Task<string> SubmitAsync(string name, JsonObject settings, string? key = null) =>
        (await PostAsync("api/v1/runs", new JsonObject { ["name"] = name, ["images"] = "tiny", ["settings"] = settings }, key)).GetProperty("id").GetString()!;

    /// <summary>The phase of a run.</summary>
    public async Task<string> PhaseAsync(string id) => (await GetAsync($"api/v1/runs/{id}")).GetProperty("run").GetProperty("phase").GetString()!;

    /// <summary>Waits until something at a path is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> wanted)
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var now = await GetAsync(path);
            if (wanted(now)) return now;
            if (Stopwatch.GetElapsedTime(since) > s_patience) throw new TimeoutException($"{path} stays {now}");
            await Task.Delay(s_lookEvery);
        }
    }

    /// <summary>Waits until a run is in a phase; one that failed is the end of the test.</summary>
    public Task<JsonElement> UntilPhaseAsync(string id, string phase) => UntilAsync($"api/v1/runs/{id}", state =>
    {
        var run = state.GetProperty("run");
        var now = run.GetProperty("phase").GetString();
        Assert.True(now == phase || now != "failed", $"{run}");
        return now == phase;
    });

    /// <summary>Waits until no process works in a run's folder.</summary>
    public async Task UntilFreeAsync(string data, string id)
    {
        var folder = new RunFolder(Path.Combine(data, "runs", id));
        await UntilAsync("api/v1/runs", _ =>
        {
            try
            {
                folder.Lock().Dispose();
                return true;
            }
            catch (InputException)
            {
                return false;
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
    }
}
