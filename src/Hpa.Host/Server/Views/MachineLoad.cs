using System.Globalization;

namespace Hpa.Host.Server.Views;

/// <summary>How busy this machine is, as Linux tells it; looked at anew at most once a second.</summary>
/// <param name="clock">Tells the time.</param>
internal sealed class MachineLoad(TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private (long Busy, long All) _before = Ticks();
    private long _at;
    private MachineState? _last;

    /// <summary>The state now.</summary>
    public MachineState Now()
    {
        lock (_lock)
        {
            if (_last is not null && clock.GetElapsedTime(_at) < Every) return _last;
            var ticks = Ticks();
            var share = ticks.All > _before.All ? (double)(ticks.Busy - _before.Busy) / (ticks.All - _before.All) : 0;
            var (used, total) = Memory();
            (_before, _at) = (ticks, clock.GetTimestamp());
            return _last = new MachineState(Environment.MachineName, Environment.ProcessorCount, Math.Clamp(share, 0, 1), used, total);
        }
    }

    /// <summary>Ticks of all processors since start: those that worked, and all.</summary>
    private static (long Busy, long All) Ticks()
    {
        var numbers = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        // user nice system idle iowait irq softirq steal; guests are counted in user.
        var all = numbers.Take(8).Sum();
        return (all - numbers[3] - numbers[4], all);
    }

    private static (long Used, long Total) Memory()
    {
        var lines = File.ReadLines("/proc/meminfo").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1]);
        long Bytes(string key) => long.Parse(lines[key], CultureInfo.InvariantCulture) * 1024;
        var total = Bytes("MemTotal:");
        return (total - Bytes("MemAvailable:"), total);
    }
}

/// <summary>A machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cores">Its processor cores.</param>
/// <param name="Busy">Share of them at work, in [0, 1].</param>
/// <param name="MemoryUsed">Bytes.</param>
/// <param name="MemoryTotal">Bytes.</param>
internal sealed record MachineState(string Name, int Cores, double Busy, long MemoryUsed, long MemoryTotal);
