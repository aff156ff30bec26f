using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>Who does not have the run's certificate has no part in it.</summary>
[Collection(LongRun.Collection)]
public sealed class CertificateTests(LongRun shared)
{
    [Fact]
    public async Task A_helper_with_another_certificate_or_none_is_refused_and_one_with_the_same_helps()
    {
        var (own, other) = (await Certificates.MakeAsync(shared), await Certificates.MakeAsync(shared));
        var helped = shared.NewRun(own);
        await using var run = await helped.BeginAsync();
        await using var helper = await helped.HelpInTheMidstAsync();

        (await HelpAsync(helped, "--cluster", other)).MustComplain(1, "another certificate", "copy one file to all machines");
        (await HelpAsync(helped)).MustComplain(1, "asks for a certificate", "--cluster tls.conf");

        await helped.MustEndAsync(run);
        (await helper.EndAsync()).MustBeDone();
        Assert.Contains("certificate", await File.ReadAllTextAsync(helped.Files.File("hpa.log")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_helper_with_a_certificate_is_refused_where_the_run_has_none()
    {
        var helped = shared.NewRun();
        await using var run = await helped.BeginAsync();

        (await HelpAsync(helped, "--cluster", await Certificates.MakeAsync(shared))).MustComplain(1, helped.Seed, "does not speak TLS");

        await helped.MustEndAsync(run);
    }

    [Fact]
    public async Task Nobody_listens_beyond_this_machine_without_a_certificate()
    {
        var run = shared.NewRun();
        (await HpaProcess.RunAsync(run.Command("192.0.2.1:4053"))).MustComplain(2, "--listen 192.0.2.1:4053", "hpa certificate", "--cluster tls.conf");
        Assert.False(Directory.Exists(run.Files.Path));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_or_is_there_already_is_named()
    {
        var missing = shared.Write("tls.conf", "hpa.nodes.tls.certificate = nowhere.pfx\n");
        (await HpaProcess.RunAsync(shared.NewRun(missing).Command())).MustComplain(2, "hpa.nodes.tls.certificate", "nowhere.pfx", "hpa certificate");

        var there = shared.Write("there.pfx", "");
        (await HpaProcess.RunAsync("certificate", there)).MustComplain(1, there, "is there already");
    }

    private Task<Ended> HelpAsync(HelpedRun helped, params string[] more) =>
        HpaProcess.RunAsync(["node", "--seed", helped.Seed, "--listen", "127.0.0.1", "--work", shared.NewPath("node"), .. more]);
}
