using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;
using Hpa.Contracts;

namespace Hpa.Host.Nodes;

/// <summary>
/// The certificate that all nodes of a cluster share. Who does not have this very one, with its key, is refused in both directions; no
/// authority is asked.
/// </summary>
internal sealed class NodeCertificate
{
    private const int Days = 3650;

    private NodeCertificate(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>Certificate and key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>For remoting: TLS with this certificate on both sides.</summary>
    public DotNettySslSetup Setup => new(
        Certificate, suppressValidation: false, requireMutualAuthentication: true, CertificateValidation.PinnedCertificate(Certificate.Thumbprint));

    /// <summary>The certificate that settings files name, or null.</summary>
    /// <exception cref="SettingsException">It cannot be read or has no key.</exception>
    public static NodeCertificate? Of(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            var settings = NodeOptions.Read(file);
            var path = settings.GetString("hpa.nodes.tls.certificate", "");
            if (path.Length == 0) continue;
            var password = settings.GetString("hpa.nodes.tls.password", "");
            if (password.Length == 0) password = Environment.GetEnvironmentVariable("HPA_CERTIFICATE_PASSWORD") ?? "";
            return Load(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, path), password);
        }

        return null;
    }

    /// <summary>Writes a new certificate with its key, readable by its owner alone.</summary>
    /// <exception cref="InputException">The file is there already or cannot be written.</exception>
    public static void Create(string path)
    {
        if (File.Exists(path)) throw new InputException($"{path} is there already; nodes that have it would be shut out by another, so name a new file");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hpa nodes", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(Days));
        DurableFile.Write(path, stream =>
        {
            if (OperatingSystem.IsLinux()) File.SetUnixFileMode(stream.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            stream.Write(certificate.Export(X509ContentType.Pkcs12));
        });
    }

    private static NodeCertificate Load(string path, string password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.HasPrivateKey ? new NodeCertificate(certificate) : throw new SettingsException($"hpa.nodes.tls.certificate: {path} has no private key");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"hpa.nodes.tls.certificate: {path} cannot be read ({e.Message.ReplaceLineEndings(" ")}); `hpa certificate FILE` makes one");
        }
    }
}
