using Hpa.Host.Tests.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hpa.Host.Tests.Server.Browser;

/// <summary>What people do, in a real browser.</summary>
[Collection(TinyRun.Collection)]
public sealed class PageTests(TinyRun tiny)
{
    private const string Settings = """
        hpa.datasets.split.train = 0.6
        hpa.datasets.split.val = 0.2
        hpa.datasets.split.test = 0.2
        hpa.images.combinations = [ggg, rgb, bbb]
        hpa.images.batch-size = 4
        hpa.backbones.batch = 3
        hpa.backbones.catalogue.squeezenet1_1.input = 32
        hpa.selection.fitness = all
        hpa.selection.islands = 2
        hpa.selection.population = 8
        hpa.selection.generations = 6
        hpa.selection.migration-every = 2
        """;

    [ChromiumFact]
    public async Task A_run_is_handed_in_watched_looked_at_and_asked_about_a_new_field()
    {
        await using var lab = await LabPage.OpenAsync(tiny);
        var page = lab.Page;

        await lab.GoAsync("/runs/new");
        await page.GetByLabel("Name").FillAsync("Tiny cells");
        await page.Locator("#more").FillAsync(Settings);
        await lab.KeepAsync("new-run");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();
        await page.WaitForURLAsync("**/runs/run-00001");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Tiny cells");

        // Without a click: the page follows the run by itself.
        await Expect(page.Locator(".phase")).ToHaveTextAsync("Done", new() { Timeout = 90_000 });
        await Expect(page.Locator(".mud-chart path.mud-chart-line")).ToHaveCountAsync(2);
        await Expect(page.Locator(".map td.chosen").First).ToBeVisibleAsync();
        await Expect(page.Locator(".bars-table tbody tr").First).ToBeVisibleAsync();
        await lab.KeepAsync("run");

        await lab.GoAsync("/");
        await Expect(page.Locator(".run .title a")).ToHaveTextAsync("Tiny cells");
        await lab.KeepAsync("runs");

        await LeafThroughImagesAsync(lab);
        await PredictAsync(lab);
        Assert.Empty(lab.Errors);
    }

    [ChromiumFact]
    public async Task What_is_wrong_with_a_new_run_is_told_at_its_place()
    {
        await using var lab = await LabPage.OpenAsync(tiny);
        var page = lab.Page;

        await lab.GoAsync("/runs/new");
        await page.GetByLabel("Name").FillAsync("Wrong");
        await page.Locator("#more").FillAsync("hpa.selection.islandz = 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the run" }).ClickAsync();

        await Expect(page.GetByText("hpa.selection.islandz is not a key of Hpa")).ToBeVisibleAsync();
        Assert.EndsWith("/runs/new", page.Url, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Pages_follow_the_system_until_somebody_chooses_and_work_with_keys_alone()
    {
        await using var lab = await LabPage.OpenAsync(tiny);
        var page = lab.Page;

        await lab.GoAsync("/");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.WaitForSelectorAsync("html[data-theme=dark]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Light or dark" }).ClickAsync();
        await page.GetByText("Light", new() { Exact = true }).ClickAsync();
        await page.WaitForSelectorAsync("html[data-theme=light]");
        await lab.GoAsync("/predict");
        await page.WaitForSelectorAsync("html[data-theme=light]");

        // A page begins at its heading; whoever goes back to the top can skip what is there.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();

        var answer = await page.GotoAsync(lab.Address + "/nowhere");
        Assert.Equal(404, answer!.Status);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Nothing is here");
    }

    private static async Task LeafThroughImagesAsync(LabPage lab)
    {
        var page = lab.Page;
        await lab.GoAsync("/runs/run-00001/images");
        var picture = page.Locator(".stage img");
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("image => image.naturalWidth") >= 96);
        await Expect(page.Locator(".score").First).ToBeVisibleAsync();
        var first = await page.Locator("aside h2").TextContentAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("aside h2")).Not.ToHaveTextAsync(first!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Endoplasmic reticulum" }).ClickAsync();
        await Expect(picture).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("channels=rgby"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await lab.KeepAsync("images");
    }

    private async Task PredictAsync(LabPage lab)
    {
        var page = lab.Page;
        await lab.GoAsync("/predict");
        var field = Path.GetFileName(Directory.EnumerateFiles(Path.Combine(tiny.Data, "train"), "*_green.png").Order(StringComparer.Ordinal).First())[..^"_green.png".Length];
        foreach (var channel in new[] { "red", "green", "blue", "yellow" })
            await page.Locator($"input[name={channel}]").SetInputFilesAsync(Path.Combine(tiny.Data, "train", $"{field}_{channel}.png"));
        await Expect(page.Locator(".pic img")).ToHaveCountAsync(4);
        await lab.KeepAsync("predict");
        await page.GetByRole(AriaRole.Button, new() { Name = "Predict", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/predictions/prediction-000001");
        await Expect(page.Locator("h1")).ToHaveTextAsync(field);
        await Expect(page.Locator(".score").First).ToBeVisibleAsync(new() { Timeout = 90_000 });
        Assert.True(await page.Locator(".stage img").EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 0)"));
        await lab.KeepAsync("prediction");
    }
}
