using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.Server;

/// <summary>A server with the tiny data set and one run that it has finished, shared by the tests of a class.</summary>
public sealed class ServerFixture(TinyRun tiny) : IAsyncLifetime
{
    /// <summary>The run that is finished.</summary>
    public const string Run = "run-00001";

    /// <summary>The server's folder.</summary>
    public string Data { get; } = tiny.NewPath("server");

    internal HpaServer Server { get; private set; } = null!;

    /// <summary>A data folder with the tiny data set.</summary>
    public static string NewData(TinyRun tiny)
    {
        var data = tiny.NewPath("server");
        Folders.Copy(tiny.Data, Path.Combine(data, "images", "tiny"));
        return data;
    }

    public async Task InitializeAsync()
    {
        Folders.Copy(tiny.Data, Path.Combine(Data, "images", "tiny"));
        var few = Directory.CreateDirectory(Path.Combine(Data, "images", "few"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(tiny.Data, "train"), "synth-000001_*")) File.Copy(file, Path.Combine(few.FullName, Path.GetFileName(file)));
        Server = await HpaServer.StartAsync(Data, "hpa.server.upload.file-mib = 1");
        Assert.Equal(Run, await Server.SubmitAsync("tiny", HpaServer.TinySettings));
        await Server.UntilPhaseAsync(Run, "finished");
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
