using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>Certificates that the program makes, each with a settings file that names it.</summary>
internal static class Certificates
{
    /// <summary>Makes one.</summary>
    /// <returns>A file for <c>--cluster</c>.</returns>
    public static async Task<string> MakeAsync(LongRun shared)
    {
        var certificate = shared.NewPath("nodes.pfx");
        (await HpaProcess.RunAsync("certificate", certificate)).MustBeDone();
        return shared.Write("tls.conf", $"hpa.nodes.tls.certificate = \"{Path.GetFileName(certificate)}\"\n");
    }
}
