namespace Hpa.Host.Benchmarks;

/// <summary>How svm-train gets the rows.</summary>
/// <param name="Name">In words.</param>
/// <param name="Number">Of its option -t.</param>
internal sealed record LibsvmKernel(string Name, string Number)
{
    private static readonly LibsvmKernel s_linear = new("linear", "0");
    private static readonly LibsvmKernel s_ready = new("precomputed", "4");

    /// <summary>Columns, and a ready kernel.</summary>
    public static IReadOnlyList<LibsvmKernel> All { get; } = [s_linear, s_ready];

    /// <summary>Whether the kernel is handed over.</summary>
    public bool IsReady => this == s_ready;

    /// <summary>Writes the files of a problem.</summary>
    public (string Train, string Test) Write(LibsvmProblem problem, LibsvmTools tools)
    {
        var (train, test) = (tools.File($"{Name}.train"), tools.File($"{Name}.test"));
        if (IsReady) problem.WriteKernel(train, test);
        else problem.WriteColumns(train, test);
        return (train, test);
    }
}
