using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.BadInput;

/// <summary>ONNX files that cannot be used.</summary>
[Collection(TinyRun.Collection)]
public sealed class NetworkTests(TinyRun tiny)
{
    [Fact]
    public Task A_file_that_is_no_network_is_refused() => MustRefuse("not a network", "", "own.onnx");

    [Fact]
    public Task A_file_with_another_hash_is_refused() =>
        MustRefuse("not a network", "sha256 = 00000000", "own.onnx", "hpa.backbones.catalogue.own.sha256", "00000000");

    [Fact]
    public Task A_missing_file_is_refused() => MustRefuse(null, "", "own.onnx", "does not exist");

    private async Task MustRefuse(string? content, string more, params string[] words)
    {
        var folder = Directory.CreateDirectory(tiny.NewPath("networks")).FullName;
        if (content is not null) await File.WriteAllTextAsync(Path.Combine(folder, "own.onnx"), content);
        var settings = tiny.SettingsWith($$"""
            hpa.backbones {
              use = [own]
              folder = "{{folder}}"
              catalogue.own { file = own.onnx, input = 32, mean = [0, 0, 0], std = [1, 1, 1], trained = on, {{more}} }
            }
            """);
        (await HpaProcess.RunAsync("run", settings, "--out", tiny.NewRun().Path)).MustComplain(1, words);
    }
}
