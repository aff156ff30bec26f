using Hpa.Host.Tests.Processes;

namespace Hpa.Cluster.Tests;

/// <summary>Two network namespaces with a cable between them that can be pulled.</summary>
internal sealed class TwoNetworks : IAsyncDisposable
{
    /// <summary>Address of the first.</summary>
    public const string First = "10.213.77.1";

    /// <summary>Address of the second.</summary>
    public const string Second = "10.213.77.2";

    private const int SysAdmin = 21;
    private const int NetAdmin = 12;

    private readonly string _first = $"hpa-{Environment.ProcessId}-a";
    private readonly string _second = $"hpa-{Environment.ProcessId}-b";

    private TwoNetworks()
    {
    }

    /// <summary>Why they cannot be had here, or null.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !Has(SysAdmin) || !Has(NetAdmin) ? "network namespaces take a privileged user on Linux"
        : !Tools.Any(File.Exists) ? "Debian's package iproute2 is not installed"
        : null;

    private static string[] Tools => ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"];

    /// <summary>Lays the cable.</summary>
    public static async Task<TwoNetworks> CreateAsync()
    {
        var networks = new TwoNetworks();
        var (first, second) = (networks._first, networks._second);
        await IpAsync("netns", "add", first);
        await IpAsync("netns", "add", second);
        await IpAsync("-n", first, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", second);
        foreach (var (name, address) in new[] { (first, First), (second, Second) })
        {
            await IpAsync("-n", name, "address", "add", $"{address}/24", "dev", "cable");
            await IpAsync("-n", name, "link", "set", "cable", "up");
            await IpAsync("-n", name, "link", "set", "lo", "up");
        }

        return networks;
    }

    /// <summary>Starts the program in the first.</summary>
    public HpaProcess StartInFirst(params IEnumerable<string> arguments) => Start(_first, arguments);

    /// <summary>Starts the program in the second.</summary>
    public HpaProcess StartInSecond(params IEnumerable<string> arguments) => Start(_second, arguments);

    /// <summary>Pulls the cable: nothing gets through any longer, and nobody is told.</summary>
    public Task CutAsync() => IpAsync("-n", _second, "link", "set", "cable", "down");

    public async ValueTask DisposeAsync()
    {
        await IpAsync("netns", "delete", _first);
        await IpAsync("netns", "delete", _second);
    }

    private static HpaProcess Start(string name, IEnumerable<string> arguments) =>
        HpaProcess.StartOther("ip", ["netns", "exec", name, HpaProcess.Program, .. arguments]);

    private static async Task IpAsync(params string[] arguments) => (await HpaProcess.RunOtherAsync("ip", arguments)).MustBeDone();

    /// <summary>A container's root often lacks some capabilities.</summary>
    private static bool Has(int capability) => File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("CapEff:", StringComparison.Ordinal)) is { } line
        && (Convert.ToUInt64(line["CapEff:".Length..].Trim(), 16) >> capability & 1) == 1;
}

/// <summary>A test on <see cref="TwoNetworks"/>.</summary>
internal sealed class NetworksTheoryAttribute : TheoryAttribute
{
    public NetworksTheoryAttribute() => Skip = TwoNetworks.Missing;
}
