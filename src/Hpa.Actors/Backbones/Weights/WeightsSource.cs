using Hpa.Contracts;

namespace Hpa.Actors.Backbones.Weights;

/// <summary>Where a weights file comes from and how it is known to be the right one.</summary>
/// <param name="Name">The catalogue entry, for messages.</param>
/// <param name="Address">http, https or file.</param>
/// <param name="FileName">Its name in the store's folder, e.g. <c>resnet18-f37072fd.pth</c>.</param>
/// <param name="Sha256">The full SHA-256 or its first 8 or more digits, lower-case hex.</param>
public sealed record WeightsSource(string Name, Uri Address, string FileName, string Sha256)
{
    private const string Key = "hpa.backbones.mirror";

    /// <summary>The same file from a mirror; the hash is still the catalogue's, so a mirror need not be trusted.</summary>
    /// <param name="mirror">Address of the folder that has the file: http, https, file, or an absolute path. Empty: no mirror.</param>
    /// <exception cref="SettingsException">Not such an address.</exception>
    public WeightsSource WithMirror(string mirror)
    {
        if (mirror.Length == 0) return this;
        if (!Uri.TryCreate(mirror.EndsWith('/') ? mirror : mirror + "/", UriKind.Absolute, out var folder) || !IsFolder(folder))
            throw new SettingsException($"{Key} = {mirror} is not the address of a folder, such as https://mirror.example.org/weights or file:///mnt/weights");
        // Made from a plain path, an address would take the % of an escaped name literally.
        return this with { Address = new Uri(new Uri(folder.AbsoluteUri), Uri.EscapeDataString(FileName)) };
    }

    private static bool IsFolder(Uri address) =>
        IsKnown(address) && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;

    /// <summary>Whether a store can read from there.</summary>
    internal static bool IsKnown(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps || address.IsFile);
}
