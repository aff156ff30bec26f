using Hpa.Contracts.Images;

namespace Hpa.Contracts.Features;

/// <summary>
/// One feature block: a region, a network and a channel combination, written <c>image.resnet18.rgb</c>. The text is the
/// column name in the shards.
/// </summary>
public sealed record BlockName(Region Region, string Backbone, Combination Combination)
{
    /// <summary>The level whose shards hold the block.</summary>
    public Level Level => Region == Region.Image ? Level.Image : Level.Cell;

    /// <summary>Reads <c>region.backbone.combination</c>.</summary>
    /// <exception cref="SettingsException">Another form.</exception>
    public static BlockName Parse(string text)
    {
        var parts = text.Split('.');
        // TryParse also takes numbers.
        return parts.Length == 3 && Enum.TryParse<Region>(parts[0], ignoreCase: true, out var region) && char.IsLetter(parts[0][0]) && parts[1].Length > 0
            ? new BlockName(region, parts[1], Combination.Parse(parts[2]))
            : throw new SettingsException($"'{text}' is no block name: write region.backbone.combination, such as image.resnet18.rgb");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Region.ToString().ToLowerInvariant()}.{Backbone}.{Combination}";
}
