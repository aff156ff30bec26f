using Hpa.Actors.Datasets.Synthesis;
using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Backbones;
using Hpa.Actors.Tests.Datasets;

namespace Hpa.Actors.Tests.Runs;

/// <summary>A data set of 60 small fields, a network of a few weights, and settings that make a run of seconds.</summary>
public sealed class TinyRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyRun()
    {
        SyntheticDataset.Write(_folder["data"], new SynthesisSettings(60, 64, 1, 2, 40), 2, null, CancellationToken.None);
        File.WriteAllBytes(_folder["tiny.onnx"], Models.Tiny());
        _folder.Add("tiny.conf", """
            hpa {
              runs.min-free-disk = 0
              datasets { name = tiny, path = data, split { train = 0.6, val = 0.2, test = 0.2 } }
              images { combinations = [rrr, ggg, rgb], batch-size = 16 }
              backbones {
                use = [tiny]
                folder = "."
                batch = 3
                catalogue.tiny { file = "tiny.onnx", input = 16, mean = [0, 0, 0], std = [1, 1, 1], trained = on }
              }
              selection { fitness = all, islands = 2, population = 8, generations = 3, migration-every = 2, elite = 1, migrants = 1 }
            }
            """);
    }

    public string Data => _folder["data"];

    public RunFolder Folder(string name) => new(_folder[name]);

    public RunPlan Plan(string name, params string[] overrides) => RunPlan.Begin(SettingsFile.Load(Repository.Root, _folder["tiny.conf"], overrides), Folder(name));

    /// <summary>Writes a file beside the settings; returns its path.</summary>
    public string Add(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }

    public void Dispose() => _folder.Dispose();
}
