namespace Hpa.Actors.Backbones.Checkpoints.Pickles;

/// <summary>The opcodes that a state dictionary needs, and those that only ask for a name (Python's pickletools.py describes all).</summary>
internal enum PickleCode : byte
{
    Mark = (byte)'(',
    Stop = (byte)'.',
    Frame = 0x95,
    Protocol = 0x80,

    None = (byte)'N',
    True = 0x88,
    False = 0x89,
    Int32 = (byte)'J',
    UInt8 = (byte)'K',
    UInt16 = (byte)'M',
    Integer = 0x8a,
    Float64 = (byte)'G',
    Text8 = 0x8c,
    Text32 = (byte)'X',
    Text64 = 0x8d,
    OldText8 = (byte)'U',
    OldText32 = (byte)'T',

    EmptyTuple = (byte)')',
    EmptyList = (byte)']',
    EmptyDictionary = (byte)'}',
    Tuple = (byte)'t',
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    Append = (byte)'a',
    Appends = (byte)'e',
    SetItem = (byte)'s',
    SetItems = (byte)'u',

    Put8 = (byte)'q',
    Put32 = (byte)'r',
    PutNext = 0x94,
    Get8 = (byte)'h',
    Get32 = (byte)'j',

    Global = (byte)'c',
    StackGlobal = 0x93,
    Instance = (byte)'i',
    Call = (byte)'R',
    New = 0x81,
    Build = (byte)'b',
    PersistentId = (byte)'Q',
}
