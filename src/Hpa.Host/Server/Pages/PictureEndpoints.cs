using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Pages;

/// <summary><c>/runs/{id}/picture/{image}.jpg?channels=rgb&amp;outlines=1&amp;side=512</c>: a field of a run in colours.</summary>
internal static class PictureEndpoints
{
    private const int Largest = 4096;

    /// <summary>Adds the endpoint.</summary>
    public static void MapPictures(this IEndpointRouteBuilder routes) => routes.MapGet("/runs/{id}/picture/{image}.jpg", DrawAsync).ExcludeFromDescription();

    /// <summary>The address of a picture.</summary>
    public static string Address(string run, ImageId image, string channels, bool outlines, int side = 0) =>
        $"/runs/{Uri.EscapeDataString(run)}/picture/{Uri.EscapeDataString(image.Value)}.jpg?channels={channels}{(outlines ? "&outlines=1" : "")}{(side > 0 ? FormattableString.Invariant($"&side={side}") : "")}";

    private static async Task<IResult> DrawAsync(
        string id, string image, string? channels, int? outlines, int? side, RunQueue queue, DataFolder data, FieldPictureCache pictures, HttpContext http)
    {
        if (!ImageId.IsValid(image) || await queue.FindAsync(id) is null) throw new RefusedException(RefusalKind.NotFound, "there is no such picture");
        try
        {
            var wish = new PictureWish(FieldPictureCache.Stains(channels), outlines == 1, Math.Clamp(side ?? 0, 0, Largest));
            if (await pictures.GetAsync(data.Run(id), ImageId.Parse(image), wish, http.RequestAborted) is not { } picture)
                throw new RefusedException(RefusalKind.NotFound, "there is no such picture");
            http.Response.Headers.CacheControl = "private, max-age=600";
            return TypedResults.Bytes(picture, "image/jpeg");
        }
        catch (Exception e) when (e is ImageFaultException or InputException or IOException)
        {
            throw new RefusedException(RefusalKind.NotFound, $"{image} cannot be shown: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
