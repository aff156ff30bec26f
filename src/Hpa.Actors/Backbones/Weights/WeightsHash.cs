using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>SHA-256 as it is published: whole, or its first digits in the file's name.</summary>
internal static partial class WeightsHash
{
    /// <summary>Refuses what is no hash, nothing among it: a file without one would be trusted blindly.</summary>
    /// <exception cref="SettingsException">Not 8 to 64 lower-case hex digits.</exception>
    public static void Check(string owner, string sha256)
    {
        if (!Pattern().IsMatch(sha256))
            throw new SettingsException($"{owner}: sha256 = '{sha256}' must be the first 8 to 64 digits of the file's SHA-256, in lower-case hex");
    }

    public static bool Matches(string wanted, string full) => full.StartsWith(wanted, StringComparison.Ordinal);

    /// <summary>Hashes from the start of the stream to its end.</summary>
    public static async Task<string> OfAsync(Stream stream, CancellationToken stop)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop).ConfigureAwait(false));
    }

    /// <summary>Hashes a file.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static string OfFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({OneLine.Of(e)}); mend that and run the same command again", e);
        }
    }

    [GeneratedRegex("^[0-9a-f]{8,64}\\z")]
    private static partial Regex Pattern();
}
