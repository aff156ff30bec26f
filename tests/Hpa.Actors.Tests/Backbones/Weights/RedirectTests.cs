using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;
using Microsoft.AspNetCore.Http;

namespace Hpa.Actors.Tests.Backbones.Weights;

public sealed class RedirectTests : PullTest
{
    [Fact]
    public async Task A_redirect_is_followed()
    {
        Server.Answer(To("/elsewhere/x?y=1"), Server.Whole(Good));

        await PullAsync();

        Assert.Equal(Good, File.ReadAllBytes(Store.File));
        Assert.Equal(["/file.pth", "/elsewhere/x"], Server.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/file.pth")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_to_another_scheme_is_refused(string target)
    {
        Server.Answer(To(target));

        Assert.StartsWith($"net: {Server.Address()} redirects to {target}, and only https is followed", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Empty(Store.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_redirect_from_https_to_http_is_refused_whoever_follows_it(bool byClient)
    {
        using var client = new HttpClient(new Redirecting(byClient));
        var source = new WeightsSource("net", new Uri("https://host/file.pth"), StoreFixture.Name, StoreFixture.Hash(Good));

        var refusal = await Assert.ThrowsAsync<InputException>(() => Store.Store.PullAsync(source, client, Store, default));

        Assert.StartsWith("net: https://host/file.pth redirects to http://host/file.pth, and only https is followed", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Store.Files);
    }

    [Fact]
    public async Task A_client_that_follows_redirects_itself_will_do()
    {
        Server.Answer(To("/elsewhere"), Server.Whole(Good));
        using var client = new HttpClient();

        await Store.Store.PullAsync(new WeightsSource("net", Server.Address(), StoreFixture.Name, StoreFixture.Hash(Good)), client, Store, default);

        Assert.Equal(Good, File.ReadAllBytes(Store.File));
    }

    [Fact]
    public async Task Redirects_in_a_circle_come_to_an_end()
    {
        Server.Answer(To("/file.pth"));

        Assert.Contains("redirects without end", await RefusalAsync(), StringComparison.Ordinal);
        Assert.Equal(11, Server.Requests.Count);
    }

    private static Func<HttpContext, Task> To(string target) => WeightsServer.Status(302, ("Location", target));

    /// <summary>A server behind https, which takes no certificate here.</summary>
    private sealed class Redirecting(bool byClient) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var target = new Uri("http://host/file.pth");
            var reply = new HttpResponseMessage { RequestMessage = request };
            if (byClient) request.RequestUri = target;
            else
            {
                reply.StatusCode = System.Net.HttpStatusCode.Found;
                reply.Headers.Location = target;
            }
            return Task.FromResult(reply);
        }
    }
}
