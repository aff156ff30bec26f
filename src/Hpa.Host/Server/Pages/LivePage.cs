using Microsoft.AspNetCore.Components;

namespace Hpa.Host.Server.Pages;

/// <summary>A page that follows runs: it is drawn again when there is news, at most twice a second.</summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private Task _loop = Task.CompletedTask;
    private volatile bool _news;

    [Inject]
    private RunFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    /// <summary>The run to follow; null for all of them.</summary>
    protected abstract string? Watched { get; }

    /// <summary>The page also changes by itself, without news.</summary>
    protected virtual bool Restless => false;

    /// <summary>Reads again what is shown.</summary>
    protected abstract Task RefreshAsync();

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        _subscription = Feed.Subscribe(Watched, _ => _news = true);
        _loop = FollowAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _gone.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
            // The reader left.
        }

        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Pace, Clock);
        for (var beats = 0; await timer.WaitForNextTickAsync(_gone.Token); beats++)
        {
            if (!_news && !(Restless && beats % 4 == 0)) continue;
            _news = false;
            try
            {
                await RefreshAsync();
                StateHasChanged();
            }
            catch (Exception e)
            {
                // What is wrong is shown in place of the page.
                await DispatchExceptionAsync(e);
                return;
            }
        }
    }
}
