using System.Globalization;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>
/// The networks of a run on one device: checked against their known answers, with the batch that suits the device, in
/// groups that fit the memory budget. The first group is in memory.
/// </summary>
public sealed class Networks : IDisposable
{
    private readonly BackboneSession?[] _sessions;
    private readonly string _scratch;

    private Networks(ExecutionDevice device, string? note, int lanes, string scratch, int count)
    {
        (Device, Note, Lanes, _scratch) = (device, note, lanes, scratch);
        _sessions = new BackboneSession?[count];
    }

    /// <summary>Where they run.</summary>
    public ExecutionDevice Device { get; }

    /// <summary>What a person should know about how they run, or null.</summary>
    public string? Note { get; private set; }

    /// <summary>Session calls at once.</summary>
    public int Lanes { get; }

    /// <summary>The networks in the order of the columns.</summary>
    public IReadOnlyList<BackboneSession> Sessions => _sessions!;

    /// <summary>The networks in groups that fit into memory together.</summary>
    public IReadOnlyList<IReadOnlyList<BackboneSession>> Groups { get; private set; } = [];

    /// <summary>Checks, builds and loads the networks.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="seed">Seed of random weights.</param>
    /// <param name="scratch">Where built networks are written; emptied.</param>
    /// <param name="progress">Told how many networks are ready, and which is next.</param>
    /// <param name="reserved">Bytes of the memory budget that other work needs.</param>
    /// <exception cref="InputException">A file is missing, wrong or does not fit; a network computes wrongly.</exception>
    /// <exception cref="SettingsException">The device cannot be used, or the memory budget is too small.</exception>
    public static Networks Open(BackboneSettings settings, ulong seed, string scratch, Action<int, string> progress, long reserved = 0)
    {
        DeleteFolder(scratch);
        BackboneModel.RequireFiles(settings.Use);
        var (device, note) = ExecutionDevice.Choose(settings.Device);
        var lanes = device.Cuda is not null ? 1 : settings.Threads == 0 ? Environment.ProcessorCount : settings.Threads;
        var networks = new Networks(device, note, lanes, scratch, settings.Use.Count);
        var models = new List<BackboneModel>();
        try
        {
            foreach (var spec in settings.Use)
            {
                progress(0, spec.Name);
                models.Add(BackboneModel.Of(spec, seed, scratch));
            }

            networks.Load(settings, models, progress, reserved);
            return networks;
        }
        catch
        {
            networks.Dispose();
            throw;
        }
    }

    /// <summary>Checks one network by itself, whatever is noted: hash, fit, and its answer against the reference.</summary>
    /// <param name="spec">The network with its file.</param>
    /// <param name="scratch">Where a built network is written for the moment.</param>
    /// <returns>SHA-256 of graph and weights, and the answer.</returns>
    /// <exception cref="InputException">Something is wrong; says what.</exception>
    public static (string Sha256, KnownAnswer Answer) Verify(BackboneSpec spec, string scratch)
    {
        try
        {
            var model = BackboneModel.Of(spec, 0, scratch);
            var answer = KnownAnswer.Compute(model, spec);
            using var session = BackboneSession.Load(spec, model, ExecutionDevice.Cpu, long.MaxValue, BatchProbe.Reference);
            answer.Check(session);
            return (model.Sha256, answer);
        }
        finally
        {
            DeleteFolder(scratch);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var session in _sessions) session?.Dispose();
        DeleteFolder(_scratch);
    }

    private void Load(BackboneSettings settings, IReadOnlyList<BackboneModel> models, Action<int, string> progress, long reserved)
    {
        var budget = (long)settings.MemoryBudgetMib << 20;
        var batch = settings.Batch == 0 ? BatchProbe.Reference : settings.Batch;
        var groups = MemoryPlan.Groups([.. settings.Use.Select((spec, i) => (spec.Name, models[i].Bytes, models[i].Widest))], Lanes * batch, budget, reserved);
        var notes = new NetworkNotes(settings.Folder);
        var ready = 0;
        // The first group stays in memory, so it comes last.
        foreach (var group in groups.Reverse())
        {
            foreach (var i in group)
            {
                progress(ready++, settings.Use[i].Name);
                _sessions[i] = Load(settings.Use[i], models[i], settings.Batch, budget, notes);
            }

            if (group == groups[0]) break;
            foreach (var i in group) _sessions[i]!.Unload();
        }

        Groups = [.. groups.Select(group => group.Select(i => _sessions[i]!).ToArray())];
        if (groups.Count > 1) Note = Join(Note, $"the networks run in {groups.Count} groups to stay within hpa.backbones.memory-budget-mib = {settings.MemoryBudgetMib}");
        else DeleteFolder(_scratch);
        if (notes.Keep() is { } fault) Note = Join(Note, $"what was found out about the networks cannot be kept for the next start ({fault})");
    }

    private BackboneSession Load(BackboneSpec spec, BackboneModel model, int batch, long budget, NetworkNotes notes)
    {
        var asked = NetworkNotes.Asked(model.Sha256, spec);
        if (!notes.Answers.TryGetValue(asked, out var answer)) notes.Answers[asked] = answer = KnownAnswer.Compute(model, spec);
        var session = BackboneSession.Load(spec, model, Device, budget, batch == 0 ? BatchProbe.Reference : batch);
        try
        {
            answer.Check(session);
            if (batch > 0) return session;
            // Speed does not depend on the weights, so another seed need not be probed again.
            var network = NetworkNotes.Asked(spec.Architecture.Length > 0 ? spec.Architecture : model.Sha256, spec);
            var key = string.Create(CultureInfo.InvariantCulture,
                $"{network}, {Device.Name}, onnxruntime {BackboneSession.RuntimeVersions["onnxruntime"]}, {Environment.ProcessorCount} processors");
            if (notes.Batches.TryGetValue(key, out var found) && found is > 0 and <= 256) session.UseBatch(found);
            else notes.Batches[key] = BatchProbe.Run(session, Device.Cuda is not null);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>What sessions have mapped stays readable for them.</summary>
    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    private static string Join(string? first, string second) => first is null ? second : $"{first}; {second}";
}
