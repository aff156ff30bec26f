using Hpa.Host.Tests.Processes;
using Microsoft.Playwright;

namespace Hpa.Host.Tests.Server.Browser;

/// <summary>A server of its own with the tiny data set, and a browser that looks at it.</summary>
internal sealed class LabPage : IAsyncDisposable
{
    private const float Patience = 90_000;

    private readonly HpaServer _server;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private LabPage(HpaServer server, IPlaywright playwright, IBrowser browser, IPage page, string address) =>
        (_server, _playwright, _browser, Page, Address) = (server, playwright, browser, page, address);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The server's address without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Errors that the browser reported.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Starts both.</summary>
    public static async Task<LabPage> OpenAsync(TinyRun tiny)
    {
        var data = tiny.NewPath("server");
        Folders.Copy(tiny.Data, Path.Combine(data, "images", "tiny"));
        var server = await HpaServer.StartAsync(data);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumFactAttribute.Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 860 }, ColorScheme = ColorScheme.Light });
        page.SetDefaultTimeout(Patience);
        var lab = new LabPage(server, playwright, browser, page, server.Url.ToString().TrimEnd('/'));
        page.PageError += (_, error) => lab.Errors.Add(error);
        return lab;
    }

    /// <summary>Opens a page of the server and waits until it answers to clicks.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(Address + path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await ReadyAsync();
    }

    /// <summary>Waits until the page answers to clicks.</summary>
    public Task ReadyAsync() => Page.WaitForSelectorAsync("html[data-ready=yes]");

    /// <summary>Keeps pictures of the page, light and dark, for people.</summary>
    public async Task KeepAsync(string name)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var word = scheme == ColorScheme.Dark ? "dark" : "light";
            await Page.WaitForSelectorAsync($"html[data-theme={word}]");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}-{word}.png"), FullPage = true });
        }

        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>artifacts/screenshots of the repository.</summary>
    private static string Pictures
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hpa.Actors.sln"))) folder = folder.Parent;
            return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts", "screenshots");
        }
    }
}
