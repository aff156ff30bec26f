using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Hpa.Contracts;

namespace Hpa.Host.Nodes;

/// <summary>Looks at the run's address before a node tries to join: Akka would go on trying and never say what is wrong.</summary>
internal static class SeedProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Checks that somebody answers there who has the same certificate, or none like this node.</summary>
    /// <exception cref="InputException">What is wrong, and what to do.</exception>
    public static async Task CheckAsync(string host, int port, NodeCertificate? certificate, CancellationToken stop)
    {
        using var socket = await ConnectAsync(host, port, stop);
        X509Certificate2? theirs = null;
        try
        {
            await using var stream = new SslStream(new NetworkStream(socket), false, (_, shown, _, _) =>
            {
                theirs = shown is null ? null : X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
                return true;
            });
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            var options = new SslClientAuthenticationOptions { TargetHost = host };
            if (certificate is not null) options.ClientCertificates = [certificate.Certificate];
            await stream.AuthenticateAsClientAsync(options, patience.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            // Whoever speaks no TLS hangs up; who does has shown a certificate by now.
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new InputException($"{host}:{port} does not answer: is it the run's --listen address?");
        }

        Compare(host, port, certificate, theirs);
    }

    private static void Compare(string host, int port, NodeCertificate? ours, X509Certificate2? theirs)
    {
        if (ours is null && theirs is not null)
            throw new InputException($"the run at {host}:{port} asks for a certificate and this node has none: copy its certificate here and add --cluster tls.conf --listen THIS-MACHINE");
        if (ours is not null && theirs is null)
            throw new InputException($"{host}:{port} does not speak TLS: start the run with --cluster tls.conf too, or is another program there?");
        if (ours is not null && ours.Certificate.Thumbprint != theirs!.Thumbprint)
            throw new InputException($"the run at {host}:{port} has another certificate ({theirs.Thumbprint[..12]}…, this node {ours.Certificate.Thumbprint[..12]}…): copy one file to all machines");
    }

    private static async Task<Socket> ConnectAsync(string host, int port, CancellationToken stop)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
                patience.CancelAfter(Patience);
                await socket.ConnectAsync(host, port, patience.Token);
                return socket;
            }
            catch (SocketException e)
            {
                socket.Dispose();
                if (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
                    throw new InputException($"--seed {host}:{port}: no machine of that name is known here", e);
                // A run that was started at the same moment is not there yet.
                if (TimeProvider.System.GetElapsedTime(until) > Patience)
                    throw new InputException($"nobody listens at {host}:{port} ({e.Message}): start the run with --listen, and look whether a firewall is in between", e);
                await Task.Delay(Between, stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                socket.Dispose();
                throw new InputException($"{host}:{port} does not answer: is the machine on, and is there a firewall in between?");
            }
        }
    }
}
