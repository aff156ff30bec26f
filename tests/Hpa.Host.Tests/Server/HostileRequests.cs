using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hpa.Contracts.Runs;

namespace Hpa.Host.Tests.Server;

/// <summary>Requests that somebody who means harm, or no good, could send; drawn from a seed.</summary>
internal static class HostileRequests
{
    /// <summary>Largest channel file of the server that they are sent to.</summary>
    public const int FileBytes = 1 << 20;

    private static readonly string[] s_atoms =
    [
        "..", "%2e%2e", "..%2f", "%2fetc%2fpasswd", "etc", "passwd", "%5c..%5c", "~", "server.db", ".lock", "<script>alert(1)</script>", "%3Cimg%20src=x%3E", "run-00001%20",
        "run-00001;", "RUN-00001", "'", "%27%20OR%201=1", "$(id)", "%0d%0aSet-Cookie:%20a=b", "%E2%80%AE", "CON", "run-000010", "-1", "99999999999999999999", "journal.db", "features",
    ];

    /// <summary>All of them: what they are, the request, and the status that is wanted; null for any of 400 to 499.</summary>
    public static IEnumerable<(string Name, Func<HttpRequestMessage> Request, HttpStatusCode? Status)> All(Uri server, string run)
    {
        foreach (var path in Paths(run)) yield return ($"GET {path}", () => Verbatim(HttpMethod.Get, server, path), HttpStatusCode.NotFound);
        foreach (var path in Acts()) yield return ($"POST {path}", () => Verbatim(HttpMethod.Post, server, path), HttpStatusCode.NotFound);
        foreach (var (body, status) in Submissions()) yield return ($"submit {body[..Math.Min(body.Length, 80)]}", () => Json(server, "/api/v1/runs", body), status);
        foreach (var body in FolderPredictions(run)) yield return ($"predict {body}", () => Json(server, "/api/v1/predictions", body), null);
        foreach (var (name, form, status) in Uploads(run)) yield return ($"upload {name}", () => new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/v1/predictions")) { Content = form() }, status);
        foreach (var (type, path) in Types()) yield return ($"{type} to {path}", () => Typed(server, path, type), HttpStatusCode.UnsupportedMediaType);
        foreach (var (header, value, method, status) in Headers()) yield return ($"{header}: {value}", () => WithHeader(server, header, value, method), status);
    }

    private static IEnumerable<string> Paths(string run)
    {
        var random = new CounterRandom(8);
        string Draw(int most) => string.Concat(Enumerable.Range(0, 1 + random.NextInt(most)).Select(_ => s_atoms[random.NextInt(s_atoms.Length)]));
        for (var i = 0; i < 24; i++) yield return $"/api/v1/runs/x{Draw(3)}{(i % 4) switch { 0 => "", 1 => "/files", 2 => "/events", _ => "/results" }}";
        for (var i = 0; i < 40; i++) yield return $"/api/v1/runs/{run}/files/x{Draw(2)}/{Draw(3)}y";
        for (var i = 0; i < 10; i++) yield return $"/api/v1/predictions/x{Draw(3)}{(i % 2 == 0 ? "" : "/overlay.png")}";
        foreach (var file in new[] { "journal.db", ".lock", "features/manifest.json", "models/final/support.parquet", "report/..%2f..%2fserver.db", "report/%2e%2e%2f%2e%2e%2frun.conf", "report//index.html", "report/./x", "selection/..%5c..%5crun.conf", "linked/server.db", "report/linked.html", "%2fetc%2fpasswd" })
            yield return $"/api/v1/runs/{run}/files/{file}";
    }

    private static IEnumerable<string> Acts() =>
        from verb in new[] { "pause", "resume", "cancel", "retry" }
        from id in new[] { "x%2e%2e%2fy", "%3Cb%3E", "run-99999" }
        select $"/api/v1/runs/{id}/{verb}";

    private static IEnumerable<(string Body, HttpStatusCode? Status)> Submissions()
    {
        foreach (var images in new[] { "../tiny", "tiny/../tiny", "/etc", ".", "", "tiny/", "tiny\\u0000", "TINY", "<b>tiny</b>", "tiny/train", "few", "..\\\\tiny" })
            yield return ($$"""{"name":"x","images":"{{images}}"}""", HttpStatusCode.UnprocessableEntity);
        foreach (var name in new[] { "", " ", "a\\nb", new string('x', 101), "\\u0000" })
            yield return ($$"""{"name":"{{name}}","images":"tiny"}""", HttpStatusCode.UnprocessableEntity);
        foreach (var setting in new[]
        {
            "\"hpa.datasets.path\":\"/etc\"", "\"hpa.backbones.folder\":\"/etc\"", "\"hpa.backbones.mirror\":\"file:///etc\"", "\"hpa.cells.cellpose.file\":\"../server.db\"", "\"hpa.cells.cellpose.file\":\"/etc/passwd\"",
            "\"hpa.backbones.catalogue.x.file\":\"../../x\"", "\"hpa.backbones.catalogue.squeezenet1_1.file\":\"/etc/passwd\"", "\"hpa.nonsense\":1", "\"hpa.runs.seed = 1\\nhpa.datasets.path\":\"/etc\"", "\"akka.loglevel\":\"DEBUG\"",
            "\"hpa.runs.seed\":{}", "\"hpa.runs.seed\":null", "\"hpa.runs.seed\":-1", "\"hpa.runs.seed\":\"1\\ninclude \\\"/etc/passwd\\\"\"", "\"hpa.selection.population\":1e9", "\"\":1", "\"hpa\":{\"runs\":1}", "\"include\":\"/etc/passwd\"",
            "\"hpa.datasets.split.train\":\"${HOME}\"", "\"hpa.backbones.use\":[[\"a\"]]", "\"hpa.backbones.use\":[\"../x\"]",
            "\"hpa.backbones.device\":\"\\ud800\"",
        })
            yield return ("{\"name\":\"x\",\"images\":\"tiny\",\"settings\":{" + setting + "}}", HttpStatusCode.UnprocessableEntity);
        foreach (var body in new[] { "", "null", "[]", "{", "7", "{\"name\":1}", "{\"name\":{},\"images\":[]}", new string('[', 5000), "{\"settings\":\"x\"}", "{\"name\":\"\\ud800\",\"images\":\"tiny\"}", "\u0000" }) yield return (body, null);
        yield return ("{\"name\":\"x\",\"images\":\"tiny\",\"settings\":{\"hpa.backbones.device\":\"" + new string('x', 40_000) + "\"}}", HttpStatusCode.UnprocessableEntity);
        yield return (new string(' ', 3 << 20), HttpStatusCode.RequestEntityTooLarge);
    }

    private static IEnumerable<string> FolderPredictions(string run) =>
    [
        .. new[] { "../images/few", "/etc", "..", "", "few/..", "<b>" }.Select(folder => $$"""{"run":"{{run}}","folder":"{{folder}}"}"""),
        """{"run":"../x","folder":"few"}""", """{"run":null,"folder":null}""", "null", "[1]", "{",
    ];

    private static IEnumerable<(string Name, Func<HttpContent> Form, HttpStatusCode? Status)> Uploads(string run)
    {
        byte[] small = [.. Png(4, 4, 0)];
        yield return ("a PNG of 60000 × 60000", () => Form(run, Png(60_000, 60_000, 100)), HttpStatusCode.RequestEntityTooLarge);
        yield return ("a PNG of 4 billion × 4 billion", () => Form(run, Png(uint.MaxValue, uint.MaxValue, 0)), HttpStatusCode.RequestEntityTooLarge);
        yield return ("a TIFF of 100000 × 100000", () => Form(run, Tiff(100_000, 100_000)), HttpStatusCode.RequestEntityTooLarge);
        yield return ("a PNG without pixels", () => Form(run, Png(0, 0, 0)), HttpStatusCode.UnprocessableEntity);
        yield return ("half a PNG", () => Form(run, small[..30]), HttpStatusCode.UnprocessableEntity);
        yield return ("a file larger than allowed", () => Form(run, new byte[FileBytes + 1]), HttpStatusCode.RequestEntityTooLarge);
        foreach (var (name, text) in new[] { ("nothing", ""), ("a GIF", "GIF89a"), ("a page", "<html>"), ("a program", "\u007fELF"), ("a ZIP", "PK\u0003\u0004"), ("a script", "#!/bin/sh\nid") })
            yield return (name, () => Form(run, Encoding.Latin1.GetBytes(text)), HttpStatusCode.UnsupportedMediaType);
        yield return ("no files", () => new MultipartFormDataContent { { new StringContent(run), "run" } }, HttpStatusCode.UnprocessableEntity);
        yield return ("one file", () => Form(run, small), HttpStatusCode.UnprocessableEntity);
        yield return ("a channel twice", () => new MultipartFormDataContent { { new ByteArrayContent(small), "red", "a" }, { new ByteArrayContent(small), "red", "b" } }, HttpStatusCode.UnprocessableEntity);
        yield return ("a part with another name", () => new MultipartFormDataContent { { new ByteArrayContent(small), "../red", "../../../etc/cron.d/x" } }, HttpStatusCode.UnprocessableEntity);
        yield return ("channels of two sizes", () => Four("run-00001", small, Png(8, 8, 0)), HttpStatusCode.UnprocessableEntity);
        yield return ("a run that is not there", () => Four("../run-00001", small, small), HttpStatusCode.NotFound);
        yield return ("a long name of a run", () => Four(new string('x', 5000), small, small), HttpStatusCode.RequestEntityTooLarge);
        yield return ("a form that ends early", () => Raw("--b\r\nContent-Disposition: form-data; name=\"red\"\r\n\r\nabc", "multipart/form-data; boundary=b"), null);
        yield return ("a form without a boundary", () => Raw("x", "multipart/form-data"), HttpStatusCode.UnsupportedMediaType);
        yield return ("a form with a long boundary", () => Raw("x", $"multipart/form-data; boundary={new string('b', 300)}"), HttpStatusCode.UnsupportedMediaType);
        yield return ("a form with long headers", () => Raw($"--b\r\nX: {new string('x', 20_000)}\r\n\r\n--b--", "multipart/form-data; boundary=b"), HttpStatusCode.UnprocessableEntity);
        yield return ("2 GB", () => new Zeros(2L << 30), HttpStatusCode.RequestEntityTooLarge);
    }

    private static IEnumerable<(string Type, string Path)> Types() =>
        from type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded", "text/html", "image/png" }
        from path in new[] { "/api/v1/runs", "/api/v1/predictions" }
        select (type, path);

    private static IEnumerable<(string Header, string Value, HttpMethod Method, HttpStatusCode Status)> Headers()
    {
        foreach (var host in new[] { "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "hpa", "evil.example:80" })
            yield return ("Host", host, HttpMethod.Get, HttpStatusCode.MisdirectedRequest);
        foreach (var origin in new[] { "http://evil.example", "null", "http://127.0.0.1:1", "https://localhost", "file://" })
            yield return ("Origin", origin, HttpMethod.Post, HttpStatusCode.Forbidden);
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, new HttpMethod("TRACE"), new HttpMethod("PROPFIND") })
            yield return ("Accept", "text/html", method, HttpStatusCode.MethodNotAllowed);
    }

    /// <summary>As it stands: no client mends dots and percents.</summary>
    private static HttpRequestMessage Verbatim(HttpMethod method, Uri server, string path) =>
        new(method, new Uri(server.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    private static HttpRequestMessage Json(Uri server, string path, string body) => new(HttpMethod.Post, new Uri(server, path)) { Content = new StringContent(body, null, "application/json") };

    private static HttpRequestMessage Typed(Uri server, string path, string type) => new(HttpMethod.Post, new Uri(server, path)) { Content = Raw("name=x", type) };

    private static HttpRequestMessage WithHeader(Uri server, string header, string value, HttpMethod method)
    {
        var request = new HttpRequestMessage(method, new Uri(server, "/api/v1/runs"));
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    private static ByteArrayContent Raw(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static MultipartFormDataContent Form(string run, byte[] red) => new() { { new StringContent(run), "run" }, { new ByteArrayContent(red), "red", "../../red.png" } };

    private static MultipartFormDataContent Four(string run, byte[] red, byte[] others) => new()
    {
        { new StringContent(run), "run" }, { new ByteArrayContent(red), "red", "r" }, { new ByteArrayContent(others), "green", "g" },
        { new ByteArrayContent(others), "blue", "b" }, { new ByteArrayContent(others), "yellow", "y" },
    };

    /// <summary>A PNG as far as its structure goes.</summary>
    private static byte[] Png(uint width, uint height, int data)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(head, width);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", head), .. Chunk("IDAT", new byte[data]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    /// <summary>A TIFF with one strip, as far as its first directory goes.</summary>
    private static byte[] Tiff(int width, int height)
    {
        byte[] Entry(ushort tag, int value) => [.. BitConverter.GetBytes(tag), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(value)];
        return [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 4, 0, .. Entry(256, width), .. Entry(257, height), .. Entry(273, 8), .. Entry(279, 4), 0, 0, 0, 0];
    }

    /// <summary>Very many zeros, sent only if the server wants them.</summary>
    private sealed class Zeros : HttpContent
    {
        private readonly long _length;

        public Zeros(long length)
        {
            _length = length;
            Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var some = new byte[1 << 16];
            for (var sent = 0L; sent < _length; sent += some.Length) await stream.WriteAsync(some);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
