using Hpa.Actors.Classifiers.Kernels;
using Hpa.Actors.Classifiers.Trees;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Classifiers;

/// <summary>Raw features behind a kernel, for trees.</summary>
/// <param name="Blocks">The blocks of the subset, in rising order.</param>
/// <param name="Train">Reads a block of the training rows, in the order of the kernel.</param>
/// <param name="Eval">Reads a block of the rows in question, in the order of the kernel.</param>
public sealed record RawColumns(IReadOnlyList<BlockColumn> Blocks, ReadBlock Train, ReadBlock Eval);

/// <summary>What the classifiers of the table learn from, and the rows that they predict.</summary>
/// <param name="Train">Kernel of n training rows.</param>
/// <param name="Eval">Training rows × e rows in question.</param>
/// <param name="Rows">The same rows with their labels; training rows sorted by label set.</param>
/// <param name="Classes">The classes that binary relevance predicts.</param>
/// <param name="Columns">The same rows' raw features.</param>
public sealed record TrainingSet(SquareKernel Train, CrossKernel Eval, LabelledView Rows, LabelSet Classes, RawColumns Columns);
