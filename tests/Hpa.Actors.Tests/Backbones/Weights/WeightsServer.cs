using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hpa.Actors.Tests.Backbones.Weights;

/// <summary>An HTTP server on this machine that answers each request as the next answer in line says; the last one stays.</summary>
internal sealed class WeightsServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Queue<Func<HttpContext, Task>> _answers = [];

    private long _sent;

    private WeightsServer(WebApplication server) => _server = server;

    /// <summary>What was asked, in order: path, Range and If-Range.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = new();

    /// <summary>Bytes of bodies so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public Uri Address(string path = "file.pth") =>
        new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/" + path);

    public static async Task<WeightsServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new WeightsServer(builder.Build());
        server._server.Run(server.AnswerAsync);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>Puts answers in line.</summary>
    public void Answer(params Func<HttpContext, Task>[] answers)
    {
        lock (_answers)
        {
            foreach (var answer in answers) _answers.Enqueue(answer);
        }
    }

    /// <summary>Clears the line.</summary>
    public void Forget()
    {
        lock (_answers)
        {
            _answers.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    /// <summary>A server as it should be: version, length, and the rest when that is what is asked for.</summary>
    public Func<HttpContext, Task> Whole(byte[] file) => context => SendAsync(context, file, file.Length);

    /// <summary>Begins properly, waits for something, and cuts the connection.</summary>
    /// <param name="upTo">Bytes of the file after which nothing comes.</param>
    /// <param name="arrived">When to cut.</param>
    public Func<HttpContext, Task> Cut(byte[] file, int upTo, Task arrived) => async context =>
    {
        await SendAsync(context, file, upTo);
        await arrived;
        context.Abort();
    };

    /// <summary>Begins properly and then says nothing until the client goes.</summary>
    public Func<HttpContext, Task> Silent(byte[] file, int upTo) => async context =>
    {
        await SendAsync(context, file, upTo);
        await GoneAsync(context);
    };

    /// <summary>The file with 200 whatever is asked; without length or version.</summary>
    public Func<HttpContext, Task> Plain(byte[] file, string? type = null) => context =>
    {
        context.Response.ContentType = type;
        return WriteAsync(context, file);
    };

    public static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    /// <summary>Completes when the client has closed the connection.</summary>
    public static async Task GoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private async Task SendAsync(HttpContext context, byte[] file, int upTo)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..8]}\"";
        var range = context.Request.GetTypedHeaders().Range?.Ranges.Single();
        var from = range is not null && context.Request.Headers.IfRange == tag ? (int)range.From!.Value : 0;
        context.Response.Headers.ETag = tag;
        if (from >= file.Length)
        {
            context.Response.StatusCode = (int)HttpStatusCode.RequestedRangeNotSatisfiable;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{file.Length}");
            return;
        }
        context.Response.ContentLength = file.Length - from;
        if (from > 0)
        {
            context.Response.StatusCode = (int)HttpStatusCode.PartialContent;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{file.Length - 1}/{file.Length}");
        }
        await WriteAsync(context, file.AsMemory(from, Math.Max(0, upTo - from)));
    }

    private async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _sent, bytes.Length);
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.Body.FlushAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(new Asked(context.Request.Path, context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString()));
        Func<HttpContext, Task> answer;
        lock (_answers)
        {
            answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        }
        return answer(context);
    }

    internal sealed record Asked(string Path, string Range, string IfRange);
}
