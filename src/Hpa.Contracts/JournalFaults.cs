using System.Data.Common;
using System.Net.Sockets;

namespace Hpa.Contracts;

/// <summary>Tells a journal that is out of reach for a while, as when its database restarts, from one that is damaged or whose disk is full.</summary>
public static class JournalFaults
{
    /// <summary>Classes of SQLSTATE: the connection failed; the server shuts down, has crashed or is starting.</summary>
    private static readonly string[] s_passing = ["08", "57P"];

    /// <summary>Whether the same may succeed later without anybody mending a file.</summary>
    public static bool IsPassing(Exception cause) => cause switch
    {
        AggregateException several => several.InnerExceptions.Any(IsPassing),
        TimeoutException or SocketException or DbException { IsTransient: true } => true,
        DbException { SqlState: { } state } when s_passing.Any(code => state.StartsWith(code, StringComparison.Ordinal)) => true,
        { InnerException: { } inner } => IsPassing(inner),
        _ => false,
    };
}
