using System.Data.Common;
using System.Net.Sockets;
using Hpa.Contracts;
using Microsoft.Data.Sqlite;

namespace Hpa.Actors.Tests;

public sealed class JournalFaultsTests
{
    [Fact]
    public void A_database_that_is_away_or_starting_comes_back()
    {
        Assert.All<Exception>(
            [new TimeoutException(), new SocketException(), new Server(transient: true), new Server("57P03"), new Server("57P01"), new Server("08006")],
            fault =>
            {
                Assert.True(JournalFaults.IsPassing(fault));
                Assert.True(JournalFaults.IsPassing(new InvalidOperationException("around it", fault)));
                Assert.True(JournalFaults.IsPassing(new AggregateException(new IOException(), fault)));
            });
    }

    [Fact]
    public void A_full_disk_a_damaged_file_and_a_wrong_password_do_not_mend_themselves() => Assert.All<Exception>(
        [new IOException("no space left on device"), new SqliteException("database or disk is full", 13), new Server("28P01"), new InvalidOperationException(), new AggregateException()],
        fault => Assert.False(JournalFaults.IsPassing(fault)));

    private sealed class Server(string? state = null, bool transient = false) : DbException("no")
    {
        public override string? SqlState => state;

        public override bool IsTransient => transient;
    }
}
