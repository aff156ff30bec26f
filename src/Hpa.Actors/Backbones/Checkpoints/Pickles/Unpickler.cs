namespace Hpa.Actors.Backbones.Checkpoints.Pickles;

/// <summary>
/// Reads the pickle of a state dictionary. It is not Python's pickle: it builds numbers, texts, containers and descriptions of
/// tensors, knows the few names of <see cref="TorchGlobals"/>, and refuses the rest. It never recurses, and its work and memory
/// are limited by the length of the pickle.
/// </summary>
internal sealed class Unpickler
{
    /// <summary>Longest pickle; a state dictionary of a thousand tensors takes a third of a megabyte.</summary>
    public const int MaxBytes = 16 << 20;

    private readonly PickleReader _reader;
    private readonly PickleStack _stack = new();
    private readonly Dictionary<string, PickledStorage> _storages = new(StringComparer.Ordinal);

    private Unpickler(Stream source) => _reader = new PickleReader(source, MaxBytes);

    /// <summary>Reads one pickle and leaves the stream behind it.</summary>
    /// <returns>What it holds, and every storage that it names, by key.</returns>
    /// <exception cref="InvalidDataException">Damaged, or it asks for more than weights.</exception>
    /// <exception cref="EndOfStreamException">Cut off.</exception>
    public static (object? Root, IReadOnlyDictionary<string, PickledStorage> Storages) Load(Stream source)
    {
        var unpickler = new Unpickler(source);
        for (var code = unpickler.Next(); code != PickleCode.Stop; code = unpickler.Next())
            if (!unpickler.Value(code) && !unpickler.Container(code) && !unpickler.Memo(code) && !unpickler.Named(code))
                throw TorchGlobals.Refused(FormattableString.Invariant($"uses the pickle opcode 0x{(byte)code:x2}"));
        return (unpickler._stack.Last(), unpickler._storages);
    }

    private PickleCode Next() => (PickleCode)_reader.Byte();

    private bool Value(PickleCode code)
    {
        switch (code)
        {
            case PickleCode.None: _stack.Push(null); return true;
            case PickleCode.True: _stack.Push(true); return true;
            case PickleCode.False: _stack.Push(false); return true;
            case PickleCode.Int32: _stack.Push(_reader.Int32()); return true;
            case PickleCode.UInt8: _stack.Push((long)_reader.Byte()); return true;
            case PickleCode.UInt16: _stack.Push(_reader.Unsigned(2)); return true;
            case PickleCode.Integer: _stack.Push(_reader.Integer()); return true;
            case PickleCode.Float64: _stack.Push(_reader.Float64()); return true;
            case PickleCode.Text8 or PickleCode.OldText8: _stack.Push(_reader.Text(_reader.Byte())); return true;
            case PickleCode.Text32 or PickleCode.OldText32: _stack.Push(_reader.Text(_reader.Unsigned(4))); return true;
            case PickleCode.Text64: _stack.Push(_reader.Text(_reader.Unsigned(8))); return true;
            default: return false;
        }
    }

    private bool Container(PickleCode code)
    {
        switch (code)
        {
            case PickleCode.Mark: _stack.Mark(); return true;
            case PickleCode.EmptyTuple: _stack.Push(Array.Empty<object?>()); return true;
            case PickleCode.EmptyList: _stack.Push(new List<object?>()); return true;
            case PickleCode.EmptyDictionary: _stack.Push(new PickledDictionary()); return true;
            case PickleCode.Tuple: _stack.Push(_stack.PopToMark()); return true;
            case PickleCode.Tuple1 or PickleCode.Tuple2 or PickleCode.Tuple3: _stack.Push(_stack.Pop(code - PickleCode.Tuple1 + 1)); return true;
            case PickleCode.Append: Append(_stack.Pop(1)); return true;
            case PickleCode.Appends: Append(_stack.PopToMark()); return true;
            case PickleCode.SetItem: Set(_stack.Pop(2)); return true;
            case PickleCode.SetItems: Set(_stack.PopToMark()); return true;
            default: return false;
        }
    }

    private bool Memo(PickleCode code)
    {
        switch (code)
        {
            case PickleCode.Protocol: _reader.Byte(); return true;
            case PickleCode.Frame: _reader.Unsigned(8); return true;
            case PickleCode.Put8: _stack.Keep(_reader.Byte()); return true;
            case PickleCode.Put32: _stack.Keep(_reader.Unsigned(4)); return true;
            case PickleCode.PutNext: _stack.KeepNext(); return true;
            case PickleCode.Get8: _stack.PushKept(_reader.Byte()); return true;
            case PickleCode.Get32: _stack.PushKept(_reader.Unsigned(4)); return true;
            default: return false;
        }
    }

    private bool Named(PickleCode code)
    {
        switch (code)
        {
            case PickleCode.Global: _stack.Push(TorchGlobals.Find(_reader.Line(), _reader.Line())); return true;
            case PickleCode.StackGlobal: _stack.Push(StackGlobal(_stack.Pop(2))); return true;
            case PickleCode.Instance: throw TorchGlobals.Refused($"makes an instance of {TorchGlobals.Find(_reader.Line(), _reader.Line()).Name}");
            case PickleCode.Call or PickleCode.New: _stack.Push(Call(_stack.Pop(2))); return true;
            case PickleCode.Build: Build(_stack.Pop()); return true;
            case PickleCode.PersistentId: _stack.Push(Storage(_stack.Pop())); return true;
            default: return false;
        }
    }

    private void Append(object?[] items)
    {
        if (_stack.Top() is not List<object?> list) throw TorchGlobals.Refused("adds to what is no list");
        list.AddRange(items);
    }

    private void Set(object?[] items)
    {
        if (_stack.Top() is not PickledDictionary dictionary || items.Length % 2 != 0) throw TorchGlobals.Refused("sets items of what is no dictionary");
        for (var i = 0; i < items.Length; i += 2) dictionary.Add(items[i], items[i + 1]);
    }

    private static PickledGlobal StackGlobal(object?[] names) => names is [string module, string name]
        ? TorchGlobals.Find(module, name)
        : throw TorchGlobals.Refused("asks for a name that is no text");

    private static object Call(object?[] call) => call is [PickledGlobal called, object?[] arguments]
        ? TorchGlobals.Call(called, arguments)
        : throw TorchGlobals.Refused("calls what is no function");

    /// <summary>The attributes of a dictionary (versions of modules) and of a parameter (requires_grad) say nothing about weights.</summary>
    private void Build(object? _)
    {
        if (_stack.Top() is not (PickledDictionary or PickledTensor)) throw TorchGlobals.Refused("sets attributes of what is neither dictionary nor parameter");
    }

    private PickledView Storage(object? id)
    {
        var view = TorchGlobals.Storage(id);
        var known = _storages.TryAdd(view.Storage.Key, view.Storage) ? view.Storage : _storages[view.Storage.Key];
        return known == view.Storage ? view : throw new InvalidDataException($"announces the storage {known.Key} twice, in different ways; fetch it again");
    }
}
