namespace Hpa.Host.Tests.Models;

/// <summary><c>hpa models import</c> and <c>verify</c>: files that the user has.</summary>
public sealed class ImportTests : ModelTest
{
    private const string Onnx = "architecture = \"\", file = mine.onnx, sha256 = \"\", trained = on, about.source = \"\"";

    [Fact]
    public async Task A_checkpoint_is_copied_to_its_place()
    {
        var imported = (await Folder.RunAsync("import", "mine", Folder.Put("x.safetensors", ModelFolder.Good))).MustBeDone();

        Assert.Equal($"mine: {Folder.File}", imported.Output[0]);
        Assert.Equal($"SHA-256 {ModelFolder.Hash(ModelFolder.Good)}", imported.Output[1]);
        Assert.Equal(ModelFolder.Good, File.ReadAllBytes(Folder.File));
    }

    [Fact]
    public async Task An_ONNX_file_with_an_entry_is_copied_and_verified()
    {
        Folder.Write(Onnx);
        var onnx = SampleFiles.Onnx();

        var imported = (await Folder.RunAsync("import", "mine", Folder.Put("x.onnx", onnx))).MustBeDone();

        Assert.Contains($"hpa.backbones.catalogue.mine.sha256 = {ModelFolder.Hash(onnx)}", imported.Output[^1], StringComparison.Ordinal);
        Assert.Equal(onnx, File.ReadAllBytes(Path.Combine(Folder.Weights, "mine.onnx")));
        var verified = (await Folder.RunAsync("verify", "mine")).MustBeDone();
        Assert.Contains(verified.Output, line => line.Contains(ModelFolder.Hash(onnx)[..12], StringComparison.Ordinal) && line.Contains(" right ", StringComparison.Ordinal));
        Assert.Contains("mine missing", (await Folder.RunAsync("list", "--set", $"hpa.backbones.folder={Folder.Below("other")}")).MustBeDone().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ONNX_file_without_an_entry_is_answered_with_the_entry_to_write()
    {
        var file = Folder.Put("new.onnx", SampleFiles.Onnx());

        (await Folder.RunAsync("import", "yours", file)).MustComplain(
            2, "'yours'", "alexnet", "hpa.backbones.catalogue.yours { file = \"new.onnx\", input = 32, ", "output = \"features\", trained = on }");

        Folder.MustHaveNothing();
    }

    [Fact]
    public Task A_pickle_that_would_run_code_is_refused_by_the_name_of_the_code() => MustRefuse(SampleFiles.Malicious(), "posix.system");

    [Fact]
    public Task A_truncated_file_is_refused() => MustRefuse(ModelFolder.Good[..^1000], "fetch it again");

    [Fact]
    public Task The_checkpoint_of_another_network_is_refused_with_its_tensors() =>
        MustRefuse(SampleFiles.Checkpoint("mobilenet_v2"), "does not fit the network", "missing: features.0.weight", "left over: features.0.0.weight");

    [Fact]
    public async Task Another_hash_than_the_entrys_is_refused()
    {
        var file = Folder.Put("x.pth", SampleFiles.Checkpoint("squeezenet1_1", seed: 2));

        (await Folder.RunAsync("import", "mine", file)).MustComplain(1, file, "hpa.backbones.catalogue.mine.sha256", ModelFolder.Hash(ModelFolder.Good));

        Folder.MustHaveNothing();
    }

    [Fact]
    public async Task A_refused_file_leaves_the_one_that_was_there()
    {
        Folder.Write("sha256 = \"\"");
        (await Folder.RunAsync("import", "mine", Folder.Put("x", ModelFolder.Good))).MustBeDone();

        (await Folder.RunAsync("import", "mine", Folder.Put("x", ModelFolder.Good[..^1000]))).MustComplain(1, Folder.Below("x"));

        Assert.Equal(ModelFolder.Good, File.ReadAllBytes(Folder.File));
    }

    [Fact]
    public async Task A_missing_file_is_refused_by_name()
    {
        (await Folder.RunAsync("import", "mine", Folder.Below("none.pth"))).MustComplain(1, Folder.Below("none.pth"), "does not exist");
        (await Folder.RunAsync("verify", "mine")).MustComplain(1, Folder.File, "missing", "hpa models pull mine");
        (await Folder.RunAsync("verify", "yours")).MustComplain(2, "'yours'", "alexnet");
    }

    [Fact]
    public async Task All_files_are_verified_and_the_damaged_one_is_told()
    {
        Directory.CreateDirectory(Folder.Weights);
        await File.WriteAllBytesAsync(Folder.File, ModelFolder.Good);
        await File.WriteAllTextAsync(Path.Combine(Folder.Weights, "alexnet-owt-7be5be79.pth"), "no checkpoint");

        var ended = await Folder.RunAsync("verify");

        ended.MustComplain(1, "alexnet-owt-7be5be79.pth", "hpa.backbones.catalogue.alexnet.sha256");
        Assert.Contains(ended.Output, line => line.TrimStart().StartsWith("alexnet ", StringComparison.Ordinal) && line.EndsWith(" wrong", StringComparison.Ordinal));
        Assert.Contains(ended.Output, line => line.TrimStart().StartsWith("mine ", StringComparison.Ordinal) && line.Contains(" right ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_nothing_here_verify_says_how_to_get_it() =>
        Assert.Contains("`hpa models pull`", (await Folder.RunAsync("verify")).MustBeDone().Text, StringComparison.Ordinal);

    [Fact]
    public async Task An_architecture_without_a_file_needs_no_weights()
    {
        Folder.Write("file = \"\", sha256 = \"\"");
        Assert.Contains("none needed", (await Folder.RunAsync("list")).MustBeDone().Text, StringComparison.Ordinal);
    }

    private async Task MustRefuse(byte[] bytes, params string[] words)
    {
        Folder.Write("sha256 = \"\"");
        var file = Folder.Put("x.pth", bytes);

        (await Folder.RunAsync("import", "mine", file)).MustComplain(1, [file, .. words]);

        Folder.MustHaveNothing();
    }
}
