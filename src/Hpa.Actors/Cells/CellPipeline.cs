using Akka.Actor;
using Hpa.Contracts.Cells;
using OpenCvSharp;

namespace Hpa.Actors.Cells;

/// <summary>
/// Sends pictures to the networks of a group: each network gets one <see cref="Contracts.Backbones.RunInputs"/> with all
/// combinations of the first picture, then of the second, and answers to <paramref name="asker"/>.
/// </summary>
/// <param name="pictures">Per picture the four channels, of one size.</param>
/// <param name="asker">Gets the answers.</param>
/// <returns>Give it back once every network has answered.</returns>
public delegate IDisposable SendPictures(IReadOnlyList<IReadOnlyList<Mat>> pictures, IActorRef asker);

/// <summary>Where this node's cells of one run go.</summary>
/// <param name="Settings">How they are chosen, cut and pooled.</param>
/// <param name="Segmenter">Finds the nuclei.</param>
/// <param name="Network">Answers <see cref="NetworkTiles"/> of the segmenter; nobody when it needs none.</param>
public sealed record CellPipeline(CellSettings Settings, ISegmenter Segmenter, IActorRef Network);

/// <summary>The networks of a group as a cell sees them.</summary>
/// <param name="Count">How many answer.</param>
/// <param name="Send">Sends a cell's regions.</param>
public sealed record CellNetworks(int Count, SendPictures Send);
