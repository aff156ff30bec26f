using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>What scripts can ask of a server and have done by it.</summary>
[Collection(TinyRun.Collection)]
public sealed class ApiTests(TinyRun tiny, ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Run = ServerFixture.Run;

    private readonly HpaServer _server = fixture.Server;

    [Fact]
    public void A_run_by_the_server_has_the_bytes_of_a_run_by_hand() => new RunFiles(Path.Combine(fixture.Data, "runs", Run)).MustEqual(tiny.Reference);

    [Fact]
    public async Task A_run_is_shown_with_its_curves_results_and_files()
    {
        var state = await _server.GetAsync($"api/v1/runs/{Run}");
        Assert.Equal("finished", state.GetProperty("run").GetProperty("phase").GetString());
        Assert.Contains(state.GetProperty("generations").EnumerateArray(), point => point.GetProperty("study").GetString() == "image" && point.GetProperty("island").GetInt32() == 1);

        Assert.Equal(await File.ReadAllBytesAsync(tiny.Reference.File("report/metrics.json")), await _server.Http.GetByteArrayAsync($"api/v1/runs/{Run}/results"));
        Assert.Equal(0, (await _server.GetAsync($"api/v1/runs/{Run}/quarantine")).GetArrayLength());
        var files = (await _server.GetAsync($"api/v1/runs/{Run}/files")).EnumerateArray().Select(file => file.GetProperty("name").GetString()!).ToArray();
        Assert.Superset(new HashSet<string> { "run.conf", "split.csv", "quarantine.csv", "report/index.html", "report/metrics.json", "selection/image/history.csv" }, files.ToHashSet());
        Assert.DoesNotContain(files, file => file.StartsWith("features", StringComparison.Ordinal) || file.EndsWith(".db", StringComparison.Ordinal));
        foreach (var file in files) (await _server.Http.GetAsync($"api/v1/runs/{Run}/files/{file}")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_page_of_a_run_may_do_nothing()
    {
        using var page = await _server.Http.GetAsync($"api/v1/runs/{Run}/files/report/index.html");

        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_watched_from_its_first_step_to_its_end()
    {
        var id = await _server.SubmitAsync("watched", HpaServer.QuickSettings);
        await using var stream = await _server.Http.GetStreamAsync($"api/v1/runs/{id}/events");
        var events = new List<SseItem<string>>();
        await foreach (var piece in SseParser.Create(stream).EnumerateAsync()) events.Add(piece);

        Assert.Equal("state", events[0].EventType);
        Assert.Contains(events, piece => piece.EventType == "generation" && Parse(piece).GetProperty("best").GetDouble() > 0);
        Assert.Superset(new HashSet<string> { "extract", "select", "evaluate" }, events.Where(piece => piece.EventType == "step").Select(piece => Parse(piece).GetProperty("title").GetString()!).ToHashSet());
        Assert.Equal(("run", "finished"), (events[^1].EventType, Parse(events[^1]).GetProperty("phase").GetString()));
    }

    [Fact]
    public async Task A_paused_run_keeps_the_machine_free_until_it_is_resumed()
    {
        var id = await _server.SubmitAsync("paused", HpaServer.QuickSettings);
        var next = await _server.SubmitAsync("waits", HpaServer.QuickSettings);
        await _server.UntilAsync($"api/v1/runs/{id}", state => state.GetProperty("steps").GetArrayLength() > 0);
        Assert.Equal("paused", (await _server.PostAsync($"api/v1/runs/{id}/pause")).GetProperty("phase").GetString());
        await _server.UntilFreeAsync(fixture.Data, id);
        Assert.Equal("queued", await _server.PhaseAsync(next));

        await _server.PostAsync($"api/v1/runs/{next}/cancel");
        await _server.PostAsync($"api/v1/runs/{id}/resume");
        await _server.UntilPhaseAsync(id, "finished");
        Assert.Equal("canceled", await _server.PhaseAsync(next));
        Assert.False(Directory.Exists(Path.Combine(fixture.Data, "runs", next)));
    }

    [Fact]
    public async Task A_run_that_cannot_be_done_says_why_and_can_be_tried_again()
    {
        var table = Path.Combine(fixture.Data, "images", "spoiled", "train.csv");
        Directory.CreateDirectory(Path.Combine(fixture.Data, "images", "spoiled", "train"));
        await File.WriteAllTextAsync(table, "Id,Target\na,99\n");
        var body = new JsonObject { ["name"] = "<b>spoiled</b>", ["images"] = "spoiled", ["settings"] = HpaServer.QuickSettings };
        var id = (await _server.PostAsync("api/v1/runs", body)).GetProperty("id").GetString()!;
        var failed = await _server.UntilAsync($"api/v1/runs/{id}", state => state.GetProperty("run").GetProperty("phase").GetString() == "failed");

        Assert.Contains("99", failed.GetProperty("run").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains((await _server.PostAsync($"api/v1/runs/{id}/retry")).GetProperty("phase").GetString(), new[] { "queued", "running" });
        await _server.UntilAsync($"api/v1/runs/{id}", state => state.GetProperty("run").GetProperty("phase").GetString() == "failed");
    }

    [Fact]
    public async Task The_same_key_twice_is_one_run()
    {
        var id = await _server.SubmitAsync("once", HpaServer.QuickSettings, "key-1");
        var before = (await _server.GetAsync("api/v1/runs")).GetArrayLength();
        Assert.Equal(id, await _server.SubmitAsync("once", HpaServer.QuickSettings, "key-1"));
        Assert.Equal(before, (await _server.GetAsync("api/v1/runs")).GetArrayLength());

        await _server.PostAsync($"api/v1/runs/{id}/cancel");
        Assert.Equal(id, await _server.SubmitAsync("once", HpaServer.QuickSettings, "key-1"));
    }

    [Fact]
    public async Task An_uploaded_field_gets_the_runs_own_labels_a_picture_and_leaves_no_upload()
    {
        var (field, labels) = RunFiles.Query(
            $"SELECT Id, coalesce(Predicted, '') FROM read_csv('{tiny.Reference.File("report/tables/predictions.csv")}', all_varchar = true) ORDER BY Id LIMIT 1", row => (row.GetString(0), row.GetString(1)))[0];
        using var form = new MultipartFormDataContent { { new StringContent(Run), "run" }, { new StringContent("<i>mine</i>"), "name" } };
        foreach (var channel in new[] { "red", "green", "blue", "yellow" })
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(tiny.Data, "train", $"{field}_{channel}.png"))), channel, "../../evil.png");
        using var answer = await _server.Http.PostAsync("api/v1/predictions", form);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var done = await UntilPredictedAsync(answer.Headers.Location!.ToString());

        var predicted = Assert.Single(done.GetProperty("fields").EnumerateArray());
        Assert.Equal(labels, string.Join(' ', predicted.GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("class").GetInt32())));
        Assert.Equal(28, predicted.GetProperty("scores").GetArrayLength());
        Assert.Equal("<i>mine</i>", done.GetProperty("prediction").GetProperty("name").GetString());
        var picture = await _server.Http.GetByteArrayAsync(predicted.GetProperty("overlay").GetString());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
        Assert.False(Directory.Exists(Path.Combine(fixture.Data, "predictions", done.GetProperty("prediction").GetProperty("id").GetString()!, "upload")));
    }

    [Fact]
    public async Task A_folder_of_the_server_is_predicted()
    {
        using var answer = await _server.Http.PostAsync("api/v1/predictions", new StringContent($$"""{"run":"{{Run}}","folder":"few"}""", null, "application/json"));
        var done = await UntilPredictedAsync(answer.Headers.Location!.ToString());

        Assert.Equal("synth-000001", Assert.Single(done.GetProperty("fields").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_inventory_tells_data_sets_and_models()
    {
        var images = (await _server.GetAsync("api/v1/images")).EnumerateArray().ToDictionary(set => set.GetProperty("name").GetString()!, set => set.GetProperty("labelled").ToString());
        Assert.Equal(("60", ""), (images["tiny"], images["few"]));
        Assert.Contains((await _server.GetAsync("api/v1/models")).GetProperty("trained").EnumerateArray(), model => model.GetProperty("run").GetString() == Run);
    }

    [Fact]
    public async Task A_monitor_learns_whether_it_lives_is_ready_and_what_it_does()
    {
        Assert.Equal("alive", await _server.Http.GetStringAsync("healthz"));
        Assert.Equal("ready", await _server.Http.GetStringAsync("readyz"));
        var metrics = await _server.Http.GetStringAsync("metrics");
        Assert.Matches("hpa_queue_runs\\{[^}]*phase=\"finished\"\\} [1-9]", metrics);
        Assert.Matches("hpa_process_memory_bytes\\{[^}]*process=\"server\"\\} [1-9]", metrics);
    }

    [Fact]
    public async Task The_document_of_the_interface_has_every_path()
    {
        var paths = (await _server.GetAsync("openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet();

        Assert.Superset(new HashSet<string>
        {
            "/api/v1/runs", "/api/v1/runs/{id}", "/api/v1/runs/{id}/events", "/api/v1/runs/{id}/pause", "/api/v1/runs/{id}/resume", "/api/v1/runs/{id}/cancel",
            "/api/v1/runs/{id}/retry", "/api/v1/runs/{id}/quarantine", "/api/v1/runs/{id}/results", "/api/v1/runs/{id}/files", "/api/v1/runs/{id}/files/{name}",
            "/api/v1/predictions", "/api/v1/predictions/{id}", "/api/v1/predictions/{id}/overlay.png", "/api/v1/models", "/api/v1/images", "/healthz", "/readyz",
        }, paths);
    }

    [Fact]
    public async Task The_command_line_lists_submits_cancels_and_watches()
    {
        string[] here = ["--server", _server.Url.ToString()];
        Assert.Contains("finished", (await HpaProcess.RunAsync(["status", .. here])).MustBeDone().Text, StringComparison.Ordinal);
        var submitted = (await HpaProcess.RunAsync(["runs", "submit", "by hand", "tiny", "--set", "hpa.backbones.weights=random", .. here])).MustBeDone().Text;
        var id = submitted.Split(' ')[0];
        (await HpaProcess.RunAsync(["runs", "cancel", id, .. here])).MustBeDone();
        Assert.Contains("by hand", (await HpaProcess.RunAsync(["runs", .. here])).MustBeDone().Text, StringComparison.Ordinal);
        (await HpaProcess.RunAsync(["watch", Run, .. here])).MustBeDone();
        (await HpaProcess.RunAsync(["watch", id, .. here])).MustComplain(1, id, "canceled");
        (await HpaProcess.RunAsync(["runs", "pause", "run-99999", .. here])).MustComplain(1, "run-99999");
        (await HpaProcess.RunAsync(["runs", "submit", "x", "tiny", "--set", "hpa.runs.sede=1", .. here])).MustComplain(2, "hpa.runs.sede");
    }

    [Fact]
    public async Task Without_a_server_the_command_line_says_so() =>
        (await HpaProcess.RunAsync("status", "--server", "http://127.0.0.1:9")).MustComplain(1, "no server answers at http://127.0.0.1:9/", "hpa serve");

    [Fact]
    public async Task Two_servers_do_not_use_one_folder() =>
        (await HpaProcess.RunAsync("serve", "--data", fixture.Data, "--urls", "http://127.0.0.1:0")).MustComplain(1, fixture.Data, "in use");

    private static JsonElement Parse(SseItem<string> piece) => JsonSerializer.Deserialize<JsonElement>(piece.Data);

    private async Task<JsonElement> UntilPredictedAsync(string path)
    {
        var done = await _server.UntilAsync(path, view => view.GetProperty("prediction").GetProperty("isOver").GetBoolean());
        Assert.Equal(("finished", ""), (done.GetProperty("prediction").GetProperty("phase").GetString(), done.GetProperty("prediction").GetProperty("reason").GetString()));
        return done;
    }
}
