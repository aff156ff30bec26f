using Hpa.Actors.Backbones;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones;

public sealed class ExecutionDeviceTests
{
    private static readonly string[] s_cpuOnly = ["CPUExecutionProvider"];
    private static readonly string[] s_gpu = ["CUDAExecutionProvider", "CPUExecutionProvider"];

    [Fact]
    public void The_processor_is_taken_without_trying_when_asked_for() =>
        Assert.Equal((ExecutionDevice.Cpu, null), ExecutionDevice.Choose("cpu", s_gpu, Broken));

    [Fact]
    public void A_cuda_device_that_works_is_taken_by_its_number()
    {
        ExecutionDevice? tried = null;
        Assert.Equal((new ExecutionDevice(2), null), ExecutionDevice.Choose("cuda:2", s_gpu, device => tried = device));
        Assert.Equal(("cuda:2", "cuda:2"), (tried!.Name, new ExecutionDevice(2).Name));
    }

    [Fact]
    public void Auto_takes_the_first_cuda_device_that_works() =>
        Assert.Equal((new ExecutionDevice(0), null), ExecutionDevice.Choose("auto", s_gpu, _ => { }));

    [Fact]
    public void Auto_without_cuda_in_the_build_is_the_processor_without_a_word() =>
        Assert.Equal((ExecutionDevice.Cpu, null), ExecutionDevice.Choose("auto", s_cpuOnly, Broken));

    [Fact]
    public void Auto_with_a_gpu_that_does_not_work_says_so() =>
        Assert.Equal((ExecutionDevice.Cpu, "cuda:0 cannot be used, running on the processor: no driver"), ExecutionDevice.Choose("auto", s_gpu, Broken));

    [Fact]
    public void Cuda_asked_for_and_not_built_in_is_an_error() => Assert.Equal(
        "hpa.backbones.device = cuda:1 cannot be used: this program was built with ONNX Runtime for the processor only (docs/networks.md tells how to build it for a GPU); set cpu or auto to run on the processor",
        Assert.Throws<SettingsException>(() => ExecutionDevice.Choose("cuda:1", s_cpuOnly, _ => { })).Message);

    [Fact]
    public void Cuda_asked_for_and_not_working_is_an_error_with_the_reason() => Assert.Equal(
        "hpa.backbones.device = cuda:0 cannot be used: no driver; set cpu or auto to run on the processor",
        Assert.Throws<SettingsException>(() => ExecutionDevice.Choose("cuda:0", s_gpu, Broken)).Message);

    [Fact]
    public void This_build_refuses_cuda_up_to_the_native_call()
    {
        // The trial network is built, the options are made and the provider is asked for; the processor's runtime has none.
        var fault = Assert.Throws<SettingsException>(() => ExecutionDevice.Choose("cuda:0", s_gpu, SessionRuntime.Try));
        Assert.StartsWith("hpa.backbones.device = cuda:0 cannot be used: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_trial_runs_on_the_processor() => SessionRuntime.Try(ExecutionDevice.Cpu);

    [Fact]
    public void Cuda_options_are_those_of_reproducible_features()
    {
        var options = new ExecutionDevice(3).CudaOptions(1 << 30);
        Assert.Equal(
            ["arena_extend_strategy=kSameAsRequested", "cudnn_conv_algo_search=HEURISTIC", "device_id=3", "gpu_mem_limit=1073741824", "use_tf32=0"],
            options.Select(o => $"{o.Key}={o.Value}").Order(StringComparer.Ordinal));
    }

    private static void Broken(ExecutionDevice device) => throw new DllNotFoundException("no\n driver");
}
