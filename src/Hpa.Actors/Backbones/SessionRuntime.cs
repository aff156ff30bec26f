using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Backbones;

/// <summary>How sessions are set up. Sessions on the processor share one arena: the memory of activations is then that of the largest network, not of all.</summary>
internal static class SessionRuntime
{
    private const int SameAsRequested = 1;

    private static readonly Lock s_gate = new();
    private static int s_arenaUsers;

    /// <summary>Options of a session on a device: one thread per call, everything optimised.</summary>
    /// <param name="device">Where it runs.</param>
    /// <param name="memoryLimit">Bytes that its memory on a CUDA device may take.</param>
    public static SessionOptions Options(ExecutionDevice device, long memoryLimit)
    {
        var options = Plain();
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        if (device.Cuda is null)
        {
            options.AddSessionConfigEntry("session.use_env_allocators", "1");
            options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
            return options;
        }

        // Whoever asked for the GPU must not get the processor for part of the graph without a word.
        options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(device.CudaOptions(memoryLimit));
        options.AppendExecutionProvider_CUDA(cuda);
        return options;
    }

    /// <summary>Options of a session on the processor that computes each node as it stands in the graph: the reference for all others.</summary>
    public static SessionOptions Plain()
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            // Failures come as exceptions; the runtime need not print them as well.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.use_deterministic_compute", "1");
        return options;
    }

    /// <summary>Makes the arena before the first session that uses it.</summary>
    public static void EnterArena()
    {
        lock (s_gate)
        {
            if (s_arenaUsers++ > 0) return;
            using var memory = Memory();
            using var settings = new OrtArenaCfg(0, SameAsRequested, -1, -1);
            OrtEnv.Instance().CreateAndRegisterAllocator(memory, settings);
        }
    }

    /// <summary>Gives the arena back after the last session that used it.</summary>
    public static void LeaveArena()
    {
        lock (s_gate)
        {
            if (--s_arenaUsers > 0) return;
            using var memory = Memory();
            OrtEnv.Instance().UnregisterAllocator(memory);
        }
    }

    /// <summary>Runs a small network on a device.</summary>
    /// <exception cref="OnnxRuntimeException">It does not work there.</exception>
    public static void Try(ExecutionDevice device)
    {
        const int Size = 8;
        var graph = new GraphBuilder("trial", Size, new SeededWeights(0, "trial"));
        var onnx = graph.ToOnnx(graph.Input.Conv("conv", 4, kernel: 3).Relu().GlobalAveragePool().Flatten());
        if (device.Cuda is null) EnterArena();
        try
        {
            using var options = Options(device, 64 << 20);
            using var session = new InferenceSession(onnx, options);
            using var run = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(new float[3 * Size * Size], [1, 3, Size, Size]);
            using var outputs = session.Run(run, [GraphBuilder.InputName], [input], [GraphBuilder.OutputName]);
        }
        finally
        {
            if (device.Cuda is null) LeaveArena();
        }
    }

    private static OrtMemoryInfo Memory() => new(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
}
