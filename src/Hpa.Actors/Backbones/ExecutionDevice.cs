using System.Globalization;
using Hpa.Contracts;
using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Backbones;

/// <summary>Where sessions run: the processor, or one CUDA device.</summary>
/// <param name="Cuda">Number of the CUDA device, or null for the processor.</param>
public sealed record ExecutionDevice(int? Cuda)
{
    private const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>The processor.</summary>
    public static ExecutionDevice Cpu { get; } = new((int?)null);

    /// <summary><c>cpu</c> or <c>cuda:N</c>, as in the settings.</summary>
    public string Name => Cuda is { } number ? string.Create(CultureInfo.InvariantCulture, $"cuda:{number}") : "cpu";

    /// <summary>The device that a setting means on this machine.</summary>
    /// <param name="setting"><c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
    /// <param name="providers">What the runtime was built with.</param>
    /// <param name="tryDevice">Runs something on a device; throws <see cref="OnnxRuntimeException"/> when it does not work.</param>
    /// <returns>The device, and why <c>auto</c> did not take the GPU that the build supports, or null.</returns>
    /// <exception cref="SettingsException">A CUDA device was asked for and cannot be used; says why.</exception>
    public static (ExecutionDevice Device, string? Note) Choose(string setting, IReadOnlyCollection<string> providers, Action<ExecutionDevice> tryDevice)
    {
        if (setting == "cpu") return (Cpu, null);
        var wanted = new ExecutionDevice(setting == "auto" ? 0 : int.Parse(setting["cuda:".Length..], CultureInfo.InvariantCulture));
        var fault = providers.Contains(CudaProvider)
            ? Try(wanted, tryDevice)
            : "this program was built with ONNX Runtime for the processor only (docs/networks.md tells how to build it for a GPU)";
        if (fault is null) return (wanted, null);
        if (setting != "auto") throw new SettingsException($"hpa.backbones.device = {setting} cannot be used: {fault}; set cpu or auto to run on the processor");
        return (Cpu, providers.Contains(CudaProvider) ? $"{wanted.Name} cannot be used, running on the processor: {fault}" : null);
    }

    /// <summary>The device that a setting means on this machine, tried with a small network.</summary>
    /// <inheritdoc cref="Choose(string, IReadOnlyCollection{string}, Action{ExecutionDevice})"/>
    public static (ExecutionDevice Device, string? Note) Choose(string setting) =>
        Choose(setting, OrtEnv.Instance().GetAvailableProviders(), device => SessionRuntime.Try(device));

    /// <summary>The options of the CUDA execution provider.</summary>
    /// <param name="memoryLimit">Bytes of device memory that its arena may take.</param>
    internal Dictionary<string, string> CudaOptions(long memoryLimit) => new()
    {
        ["device_id"] = Cuda!.Value.ToString(CultureInfo.InvariantCulture),
        // An exhaustive search takes minutes and chooses by time, so that runs would differ in the last bits.
        ["cudnn_conv_algo_search"] = "HEURISTIC",
        ["arena_extend_strategy"] = "kSameAsRequested",
        ["gpu_mem_limit"] = memoryLimit.ToString(CultureInfo.InvariantCulture),
        // TF32 rounds inputs to 10 bits: features would be far from those of the processor.
        ["use_tf32"] = "0",
    };

    private static string? Try(ExecutionDevice device, Action<ExecutionDevice> tryDevice)
    {
        try
        {
            tryDevice(device);
            return null;
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            return OneLine.Of(e);
        }
    }
}
