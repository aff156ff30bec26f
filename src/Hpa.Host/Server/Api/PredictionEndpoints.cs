using System.Text.Json;
using Hpa.Contracts.Images;
using Hpa.Contracts.Server;
using Hpa.Host.Server.Predictions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hpa.Host.Server.Api;

/// <summary><c>/api/v1/predictions</c>: ask a finished run's model about new fields.</summary>
internal static class PredictionEndpoints
{
    private const int MostText = 1024;
    private const int MostFields = 1000;

    /// <summary>Adds the endpoints.</summary>
    public static void MapPredictions(this IEndpointRouteBuilder routes, UploadLimits limits)
    {
        var predictions = routes.MapGroup("/predictions").WithTags("Predictions").ProducesProblem(StatusCodes.Status404NotFound);
        predictions.MapGet("", (PredictionDesk desk) => desk.List()).WithSummary("All predictions, the newest first");
        predictions.MapPost("", SubmitAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(limits.RequestBytes))
            .WithSummary("Predict: JSON with run and folder (a data set below images/), or a form with run, name and the files red, green, blue, yellow")
            .Accepts<FolderPrediction>("application/json", "multipart/form-data").Produces<PredictionEntry>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        predictions.MapGet("/{id}", ShowAsync).WithSummary("A prediction: labels with names and scores").Produces<PredictionView>();
        predictions.MapGet("/{id}/overlay.png", (string id, string? field, PredictionDesk desk) => TypedResults.PhysicalFile(desk.Overlay(id, field), "image/png"))
            .WithSummary("The field with the outlines of nuclei and membranes").Produces<string>(contentType: "image/png");
    }

    private static async Task<PredictionView> ShowAsync(string id, PredictionDesk desk, int skip = 0, int take = 100)
    {
        if (skip < 0 || take is < 1 or > MostFields) throw new RefusedException(RefusalKind.Invalid, $"skip is 0 or more, take 1 to {MostFields}") { Key = "take" };
        return new PredictionView(desk.Get(id), await desk.ResultsAsync(id, skip, take));
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, PredictionDesk desk)
    {
        var entry = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await UploadAsync(context.Request, type, desk, context.RequestAborted)
            : await FolderAsync(context.Request, desk);
        return TypedResults.Accepted($"/api/v1/predictions/{entry.Id}", entry);
    }

    private static async Task<PredictionEntry> FolderAsync(HttpRequest request, PredictionDesk desk)
    {
        if (!request.HasJsonContentType()) throw new RefusedException(RefusalKind.WrongType, "send application/json with run and folder, or multipart/form-data with run and four files");
        try
        {
            var wish = await request.ReadFromJsonAsync<FolderPrediction>(request.HttpContext.RequestAborted);
            return await desk.SubmitAsync(wish?.Run ?? "", wish?.Folder ?? "");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("not JSON", StatusCodes.Status400BadRequest, e);
        }
    }

    /// <summary>Reads the form part by part, straight into the prediction's folder.</summary>
    private static async Task<PredictionEntry> UploadAsync(HttpRequest request, MediaTypeHeaderValue type, PredictionDesk desk, CancellationToken stop)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70) throw new RefusedException(RefusalKind.WrongType, "the form has no boundary of 1 to 70 characters");
        using var upload = desk.BeginUpload();
        var (run, name) = ("", "");
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            while (await reader.ReadNextSectionAsync(stop) is { } part)
            {
                var field = part.GetContentDispositionHeader()?.Name.Value?.Trim('"') ?? "";
                if (field == "run") run = await TextAsync(part, stop);
                else if (field == "name") name = await TextAsync(part, stop);
                else await upload.AddAsync(ChannelOf(field), part.Body, stop);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RefusedException(RefusalKind.Invalid, $"the form cannot be read: {e.Message}");
        }

        return await desk.SubmitAsync(upload, run, name);
    }

    private static Channel ChannelOf(string field) => field switch
    {
        "red" => Channel.Red,
        "green" => Channel.Green,
        "blue" => Channel.Blue,
        "yellow" => Channel.Yellow,
        _ => throw new RefusedException(RefusalKind.Invalid, "the form has a part that is none of run, name, red, green, blue, yellow"),
    };

    private static async Task<string> TextAsync(MultipartSection part, CancellationToken stop)
    {
        using var reader = new StreamReader(part.Body);
        var text = new char[MostText + 1];
        var length = await reader.ReadBlockAsync(text, stop);
        return length <= MostText ? new string(text, 0, length) : throw new RefusedException(RefusalKind.TooLarge, $"run and name have at most {MostText} characters");
    }
}

/// <summary>A wish to predict the fields of a data set.</summary>
/// <param name="Run">The run whose model predicts.</param>
/// <param name="Folder">Name of the data set below images/.</param>
internal sealed record FolderPrediction(string Run, string Folder);

/// <summary>A prediction and what came out.</summary>
internal sealed record PredictionView(PredictionEntry Prediction, IReadOnlyList<FieldPrediction> Fields);
