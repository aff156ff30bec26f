using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Weights;

/// <summary>A test with a server and a store.</summary>
public abstract class PullTest : IAsyncLifetime
{
    private protected StoreFixture Store { get; } = new();

    private protected WeightsServer Server { get; private set; } = null!;

    private protected byte[] Good => Store.Good;

    public async Task InitializeAsync() => Server = await WeightsServer.StartAsync();

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Store.Dispose();
    }

    private protected Task PullAsync(string? sha256 = null, CancellationToken stop = default) => Store.PullAsync(Server.Address(), sha256, stop);

    /// <summary>The one line with which a pull ends.</summary>
    private protected async Task<string> RefusalAsync(string? sha256 = null)
    {
        var message = (await Assert.ThrowsAnyAsync<InputException>(() => PullAsync(sha256))).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
