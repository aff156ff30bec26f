using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

/// <summary>Settings that only change speed change no result, even within one run.</summary>
[Collection(TinyRun.Collection)]
public sealed class FreeSettingsTests(TinyRun tiny)
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 4)]
    public async Task Threads_and_images_in_flight_change_no_result(int networks, int classifiers, int images)
    {
        var run = tiny.NewRun();
        (await HpaProcess.RunAsync([.. tiny.Run(run), .. Free(networks, classifiers, images)])).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    [Fact]
    public async Task Free_settings_may_change_between_the_stages_of_a_run()
    {
        var run = tiny.NewRun();
        (await HpaProcess.RunAsync([.. tiny.Run(run), "--until", "extract", .. Free(1, 1, 1)])).MustBeDone();
        (await HpaProcess.RunAsync([.. tiny.Run(run), .. Free(2, 2, 4)])).MustBeDone();
        run.MustEqual(tiny.Reference);
    }

    private static string[] Free(int networks, int classifiers, int images) =>
    [
        "--set", $"hpa.backbones.threads={networks}", "--set", $"hpa.classifiers.threads={classifiers}", "--set", $"hpa.images.in-flight={images}",
    ];
}
