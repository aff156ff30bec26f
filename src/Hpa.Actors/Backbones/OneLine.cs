namespace Hpa.Actors.Backbones;

/// <summary>The runtime's messages run over several lines; a fault is told in one.</summary>
internal static class OneLine
{
    public static string Of(Exception e) => string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
