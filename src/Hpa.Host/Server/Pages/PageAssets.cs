using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Hpa.Host.Server.Pages;

/// <summary>
/// Scripts and styles of the pages. They are resources of the program: nothing to copy, nothing to find, nothing from the network.
/// Each is compressed once, at its first use.
/// </summary>
internal static class PageAssets
{
    private const string Prefix = "www/";
    private static readonly FrozenDictionary<string, Lazy<Asset>> s_assets = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new Lazy<Asset>(() => Asset.Load(name)), StringComparer.Ordinal);

    /// <summary>The address of an asset; it changes with the content, so that a browser may keep it for good.</summary>
    public static string Address(string name) => $"/{name}?v={s_assets[name].Value.Version}";

    /// <summary>Serves them.</summary>
    public static void MapPageAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, asset) in s_assets)
            routes.MapMethods($"/{name}", ["GET", "HEAD"], (HttpContext http) => Serve(http, asset.Value)).ExcludeFromDescription().AllowAnonymous();
    }

    private static async Task Serve(HttpContext http, Asset asset)
    {
        var (request, response) = (http.Request, http.Response);
        response.Headers.ETag = $"\"{asset.Version}\"";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl = request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var brotli = Takes(request.Headers.AcceptEncoding);
        var body = brotli ? asset.Small : asset.Plain;
        if (brotli) response.Headers.ContentEncoding = "br";
        response.ContentType = asset.Type;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static bool Takes(StringValues encodings) => encodings.ToString().Split(',', ';').Any(word => word.Trim() == "br");

    private sealed record Asset(string Type, string Version, byte[] Plain, byte[] Small)
    {
        public static Asset Load(string name)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            var plain = new byte[stream.Length];
            stream.ReadExactly(plain);
            return new Asset(TypeOf(name), Convert.ToHexStringLower(SHA256.HashData(plain))[..16], plain, Compress(plain));
        }

        private static byte[] Compress(byte[] plain)
        {
            using var small = new MemoryStream();
            using (var brotli = new BrotliStream(small, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(plain);
            return small.ToArray();
        }

        private static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
    }
}
