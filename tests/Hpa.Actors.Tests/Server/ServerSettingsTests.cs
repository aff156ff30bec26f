using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Server;

namespace Hpa.Actors.Tests.Server;

public sealed class ServerSettingsTests
{
    /// <summary>Any text will do here; the server looks at what they name.</summary>
    private static readonly string[] Free = ["hpa.server.urls", "hpa.server.host-names", "hpa.server.token-file"];

    public static TheoryData<string> Checked => [.. Values().Keys.Except(Free)];

    [Fact]
    public void The_defaults_serve_this_machine_alone()
    {
        var settings = ServerSettings.From(new SettingsSection(Values(), "hpa.server"));

        Assert.Equal(["http://127.0.0.1:5080"], settings.Urls);
        Assert.Equal((1, "", 64L << 20), (settings.RunsAtOnce, settings.TokenFile, settings.Upload.FileBytes));
        Assert.Empty(settings.HostNames);
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void Nonsense_is_refused_by_name(string key)
    {
        var values = Values();
        values[key] = ["nonsense"];

        var refusal = Assert.Throws<SettingsException>(() => ServerSettings.From(new SettingsSection(values, "hpa.server"))).Message;
        Assert.Contains(key, refusal, StringComparison.Ordinal);
        Assert.Contains("nonsense", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_listens_nowhere_is_refused()
    {
        var values = Values();
        values["hpa.server.urls"] = [];

        Assert.Contains("hpa.server.urls", Assert.Throws<SettingsException>(() => ServerSettings.From(new SettingsSection(values, "hpa.server"))).Message, StringComparison.Ordinal);
    }

    private static SortedDictionary<string, IReadOnlyList<string>> Values() => SettingsFile.ReadValues(Repository.PathOf("config", "hocon", "server.conf"));
}
