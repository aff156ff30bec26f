using Hpa.Host.Server.Access;
using Hpa.Host.Tests.Progress;

namespace Hpa.Host.Tests.Server;

public sealed class AccessTokenTests : IDisposable
{
    private const string Text = "0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-token-");
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_cookie_holds_for_thirty_days_and_for_one_token()
    {
        var token = Token(Text);
        var (cookie, _) = token.NewCookie();

        Assert.True(token.IsCookie(cookie));
        Assert.False(Token("x" + Text).IsCookie(cookie));
        _clock.Advance(TimeSpan.FromDays(29).TotalSeconds);
        Assert.True(token.IsCookie(cookie));
        _clock.Advance(TimeSpan.FromDays(2).TotalSeconds);
        Assert.False(token.IsCookie(cookie));
    }

    [Fact]
    public void A_cookie_that_was_changed_does_not_hold()
    {
        var token = Token(Text);
        var (cookie, _) = token.NewCookie();
        var (seconds, signature) = (cookie.Split('.')[0], cookie.Split('.')[1]);

        Assert.All(new[] { "", ".", "x", seconds, $"9{seconds}.{signature}", $"{seconds}.", $"{seconds}.{signature}.x", $"{seconds}.{signature.ToUpperInvariant()}" }, changed => Assert.False(token.IsCookie(changed)));
    }

    [Fact]
    public void Only_the_whole_token_is_the_token()
    {
        var token = Token(Text);

        Assert.True(token.Is(Text));
        Assert.All(new[] { "", Text[1..], Text + "0", Text.ToUpperInvariant() }, other => Assert.False(token.Is(other)));
    }

    [Fact]
    public void Without_a_file_none_is_needed_and_none_is_right()
    {
        var token = AccessToken.Read("", _clock);

        Assert.False(token.IsNeeded);
        Assert.False(token.Is(""));
    }

    [Fact]
    public void Who_guesses_often_waits_a_minute_and_others_do_not()
    {
        var failures = new FailedLogins(_clock);
        for (var i = 0; i < 19; i++) failures.Add("10.0.0.1");
        Assert.False(failures.MustWait("10.0.0.1"));
        failures.Add("10.0.0.1");
        Assert.True(failures.MustWait("10.0.0.1"));
        Assert.False(failures.MustWait("10.0.0.2"));
        _clock.Advance(FailedLogins.Wait.TotalSeconds);
        Assert.False(failures.MustWait("10.0.0.1"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private AccessToken Token(string text)
    {
        var file = Path.Combine(_folder.FullName, $"{text.Length}");
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return AccessToken.Read(file, _clock);
    }
}
