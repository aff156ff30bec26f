using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hpa.Contracts;

namespace Hpa.Host.Server.Access;

/// <summary>The token that requests must carry, and the cookie that stands for it in browsers.</summary>
internal sealed class AccessToken
{
    private const int Fewest = 32;
    private static readonly TimeSpan s_cookieLives = TimeSpan.FromDays(30);
    private readonly byte[]? _hash;
    private readonly byte[] _key = [];
    private readonly TimeProvider _clock;

    private AccessToken(string? token, TimeProvider clock)
    {
        _clock = clock;
        if (token is null) return;
        _hash = Hash(token);
        _key = Hash("cookie of " + token);
    }

    /// <summary>Whether requests need one.</summary>
    public bool IsNeeded => _hash is not null;

    /// <summary>The token of a file; none is needed when the name is empty.</summary>
    /// <exception cref="SettingsException">The file cannot be read, is too short, or others may read it.</exception>
    public static AccessToken Read(string file, TimeProvider clock)
    {
        if (file.Length == 0) return new AccessToken(null, clock);
        try
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
                throw new SettingsException($"hpa.server.token-file: others may read {file}: chmod 600 {file}");
            var token = File.ReadAllText(file).Trim();
            return token.Length >= Fewest && !token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
                ? new AccessToken(token, clock)
                : throw new SettingsException($"hpa.server.token-file: {file} needs at least {Fewest} characters in one word: openssl rand -hex 32 > {file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"hpa.server.token-file: {file} cannot be read: {e.Message}");
        }
    }

    /// <summary>Whether a text is the token; takes the same time for every wrong one.</summary>
    public bool Is(string text) => _hash is not null && CryptographicOperations.FixedTimeEquals(_hash, Hash(text));

    /// <summary>A new cookie's value: until when it holds, and a signature.</summary>
    public (string Value, DateTimeOffset Until) NewCookie()
    {
        var until = _clock.GetUtcNow() + s_cookieLives;
        var seconds = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return ($"{seconds}.{Signature(seconds)}", until);
    }

    /// <summary>Whether a cookie's value was made here and still holds.</summary>
    public bool IsCookie(string value) =>
        value.Split('.') is [var seconds, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Signature(seconds)))
        && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var until) && until > _clock.GetUtcNow().ToUnixTimeSeconds();

    private string Signature(string seconds) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(seconds)));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
