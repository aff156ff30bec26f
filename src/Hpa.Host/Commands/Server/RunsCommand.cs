using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Hpa.Contracts;
using Hpa.Host.Server;
using Spectre.Console;

namespace Hpa.Host.Commands.Server;

/// <summary><c>hpa runs [submit | pause | resume | cancel | retry]</c>: the runs of a server.</summary>
internal static class RunsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var server = ServerClient.Option();
        server.Recursive = true;
        var command = new Command("runs", "List the runs of a lab server, or have something done with them.")
        {
            server, Submit(server),
            Act(server, "pause", "Stop a run until it is resumed."), Act(server, "resume", "Let a paused run go on."),
            Act(server, "cancel", "Call a run off; its folder stays."), Act(server, "retry", "Put a run that is over at the end of the queue again."),
        };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            using var client = ServerClient.Of(parsed.GetValue(server)!);
            Print(await client.GetAsync<RunView[]>("api/v1/runs", stop));
            return Outcome.Done;
        }));
        return command;
    }

    private static Command Submit(Option<string> server)
    {
        var name = new Argument<string>("NAME") { Description = "What people will call the run" };
        var images = new Argument<string>("IMAGES") { Description = "Name of a data set in the server's folder images/" };
        var set = RunCommand.Set();
        var key = new Option<string>("--key") { Description = "Submitting again with the same key changes nothing: for scripts that may have to try again" };
        var command = new Command("submit", "Put a run at the end of the queue.") { name, images, set, key };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            using var client = ServerClient.Of(parsed.GetValue(server)!);
            var settings = (parsed.GetValue(set) ?? []).Select(Setting).ToDictionary(s => s.Key, s => s.Value);
            var run = await client.PostAsync<RunView>("api/v1/runs", new Submission(parsed.GetValue(name)!, parsed.GetValue(images)!, settings), stop, parsed.GetValue(key) ?? "");
            Console.WriteLine($"{run.Id} {Phase(run)}");
            return Outcome.Done;
        }));
        return command;
    }

    private static Command Act(Option<string> server, string verb, string description)
    {
        var id = new Argument<string>("ID") { Description = "The run, such as run-00001" };
        var command = new Command(verb, description) { id };
        command.SetAction((parsed, stop) => Outcome.Of(async () =>
        {
            using var client = ServerClient.Of(parsed.GetValue(server)!);
            var run = await client.PostAsync<RunView>($"api/v1/runs/{Uri.EscapeDataString(parsed.GetValue(id)!)}/{verb}", null, stop);
            Console.WriteLine($"{run.Id} {Phase(run)}");
            return Outcome.Done;
        }));
        return command;
    }

    private static KeyValuePair<string, JsonElement> Setting(string text)
    {
        var equals = text.IndexOf('=');
        if (equals <= 0) throw new SettingsException($"--set {text}: write key=value, such as --set hpa.runs.seed=2");
        var value = text[(equals + 1)..].Trim();
        return new(text[..equals].Trim(), value.StartsWith('[') && value.EndsWith(']')
            ? JsonSerializer.SerializeToElement(value[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : JsonSerializer.SerializeToElement(value));
    }

    private static void Print(RunView[] runs)
    {
        var table = TableOutput.New("Run", "Name", "Images", "Phase", "Submitted", "");
        foreach (var run in runs)
        {
            table.AddRow(new[] { run.Id, run.Name, run.Images, Phase(run), run.Submitted.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), run.Reason }
                .Select(cell => new Text(cell)).ToArray());
        }

        TableOutput.Write(table);
    }

    private static string Phase(RunView run) => run.Phase.ToString().ToLowerInvariant();
}
