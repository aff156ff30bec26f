using System.CommandLine;
using Hpa.Host.Nodes;

namespace Hpa.Host.Commands;

/// <summary><c>hpa certificate FILE</c>: what the nodes of several machines know each other by.</summary>
internal static class CertificateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write, such as hpa-nodes.pfx" };
        var command = new Command("certificate", "Make the certificate that the nodes of several machines know each other by.") { file };
        command.SetAction((parsed, _) => Outcome.Of(() =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            NodeCertificate.Create(path);
            Console.WriteLine($"{path}: copy it to all machines by a way you trust, and name it in tls.conf; who has it can join");
            return Task.FromResult(Outcome.Done);
        }));
        return command;
    }
}
