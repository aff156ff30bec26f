using System.Text.Json;

namespace Hpa.Actors.Tests.Backbones;

/// <summary>Fixtures/torchvision.json.</summary>
internal static class Published
{
    /// <summary>What is known of each network, by name.</summary>
    public static JsonElement Networks { get; } = Read();

    private static JsonElement Read()
    {
        using var stream = typeof(Published).Assembly.GetManifestResourceStream("Hpa.Actors.Tests.Backbones.Fixtures.torchvision.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
