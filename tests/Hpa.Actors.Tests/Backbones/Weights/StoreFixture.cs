using System.Security.Cryptography;
using Hpa.Actors.Backbones.Weights;

namespace Hpa.Actors.Tests.Backbones.Weights;

/// <summary>A store in a folder of its own, a file of some 300 KB to be fetched, and what was told on the way.</summary>
internal sealed class StoreFixture : IProgress<PullProgress>, IDisposable
{
    public const string Name = "file.pth";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-weights-");

    public StoreFixture(string? folder = null)
    {
        Folder = folder ?? Path.Combine(_folder.FullName, "weights");
        Store = new WeightsStore(Folder, new PullLimits { Clock = Clock, Stall = ImpatientClock.Stall });
        Good = Bytes(seed: 1, 300_000);
    }

    public ImpatientClock Clock { get; } = new();

    public HttpClient Client { get; } = WeightsStore.NewClient();

    public WeightsStore Store { get; }

    public string Folder { get; }

    public byte[] Good { get; }

    public List<PullProgress> Told { get; } = [];

    /// <summary>Called with each progress, on the thread that reads.</summary>
    public Action<PullProgress> Watch { get; set; } = _ => { };

    public string File => Path.Combine(Folder, Name);

    public string Part => File + ".part";

    public string[] Files => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).OfType<string>()] : [];

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)((i * 31 + seed) ^ (i >> 8));
        return bytes;
    }

    /// <summary>Completes when so many bytes have arrived.</summary>
    public Task Arrived(long bytes)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Watch += told =>
        {
            if (told.Done >= bytes) arrived.TrySetResult();
        };
        return arrived.Task;
    }

    public Task PullAsync(Uri address, string? sha256 = null, CancellationToken stop = default) =>
        Store.PullAsync(new WeightsSource("net", address, Name, sha256 ?? Hash(Good)), Client, this, stop);

    public void Report(PullProgress value)
    {
        Told.Add(value);
        Watch(value);
    }

    public string PutElsewhere(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Put(byte[] bytes, string name = Name)
    {
        Directory.CreateDirectory(Folder);
        System.IO.File.WriteAllBytes(Path.Combine(Folder, name), bytes);
    }

    public void Dispose()
    {
        Client.Dispose();
        _folder.Delete(recursive: true);
    }
}
