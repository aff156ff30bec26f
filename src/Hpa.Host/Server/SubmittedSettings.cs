using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server;

/// <summary>
/// Makes the settings file of a submitted run, and refuses what a run would refuse later. Files that settings name are confined to the
/// data folder.
/// </summary>
/// <param name="data">The data folder.</param>
internal sealed partial class SubmittedSettings(DataFolder data)
{
    private const int MaxBytes = 32_000;
    private const string ImagesPath = "hpa.datasets.path";
    private const string Weights = "hpa.backbones.folder";
    private static readonly JsonSerializerOptions s_quote = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long _checks;

    /// <summary>The settings file of a run.</summary>
    /// <exception cref="RefusedException">Names the key at fault.</exception>
    public string Of(Submission submission)
    {
        CheckName(submission.Name);
        if (data.FindImageSet(submission.Images) is not { Labelled: not null } images)
            throw Wrong("images", $"there is no data set '{submission.Images}' with a train.csv below {data.Images}");
        var text = new StringBuilder();
        Add(text, "hpa.datasets.name", [submission.Name]);
        Add(text, ImagesPath, [images.Path]);
        Add(text, Weights, [data.Models]);
        foreach (var (key, value) in submission.Settings ?? new Dictionary<string, JsonElement>()) Add(text, Checked(key), Values(key, value));
        var settings = text.ToString();
        if (Encoding.UTF8.GetByteCount(settings) > MaxBytes) throw Wrong("settings", $"the settings take more than {MaxBytes} bytes");
        Check(settings);
        return settings;
    }

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(char.IsControl))
            throw Wrong("name", "a run needs a name of 1 to 100 characters without control characters");
    }

    private string Checked(string key)
    {
        if (!Key().IsMatch(key)) throw Wrong(key, $"'{key}' is not a key of Hpa; config/hocon/hpa.conf lists them all");
        if (key is ImagesPath) throw Wrong(key, $"{key} follows from the data set: name it as images");
        if (key is Weights or "hpa.backbones.mirror") throw Wrong(key, $"{key} cannot be set here: networks come from {data.Models}");
        return key;
    }

    private IReadOnlyList<string> Values(string key, JsonElement value)
    {
        IReadOnlyList<string> values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => Word(key, item))] : [Word(key, value)];
        return key == "hpa.cells.cellpose.file" || key.EndsWith(".file", StringComparison.Ordinal) ? [.. values.Select(name => Confined(key, name))] : values;
    }

    private static string Word(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(key, value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        _ => throw Wrong(key, $"{key} must be a text, a number, true, false, or a list of them"),
    };

    private static string Text(string key, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            throw Wrong(key, $"{key} is no text");
        }
    }

    /// <summary>A file of models/, wherever a link there leads.</summary>
    private string Confined(string key, string name)
    {
        if (name.Length == 0) return name;
        if (name != Path.GetFileName(name) || name.StartsWith('.')) throw Wrong(key, $"{key} = {name}: name a file of {data.Models}, without a folder");
        return Path.Combine(data.Models, name);
    }

    /// <summary>As the run's process will read it.</summary>
    private void Check(string text)
    {
        var file = Path.Combine(data.Path, $".submitted-{Interlocked.Increment(ref _checks)}.conf");
        try
        {
            File.WriteAllText(file, text);
            SettingsFile.Load(HostFiles.Home, file, []).Check();
        }
        catch (SettingsException e)
        {
            throw Wrong(Named().Match(e.Message) is { Success: true } key ? key.Value : "settings", e.Message.Replace(file, "settings", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Add(StringBuilder text, string key, IReadOnlyList<string> values)
    {
        var quoted = values.Select(value => JsonSerializer.Serialize(value, s_quote)).ToArray();
        text.Append(key).Append(" = ").Append(quoted.Length == 1 ? quoted[0] : $"[{string.Join(", ", quoted)}]").Append('\n');
    }

    private static RefusedException Wrong(string key, string reason) => new(RefusalKind.Invalid, reason) { Key = key };

    [GeneratedRegex(@"^hpa(\.[a-z0-9][a-z0-9_-]{0,63}){1,6}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"hpa(\.[a-z0-9_-]+)+")]
    private static partial Regex Named();
}
