namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>Tells the forms of files apart by their first bytes.</summary>
internal static class FileForm
{
    private const int TarMark = 257;

    /// <summary>The tensors of a file.</summary>
    /// <exception cref="InvalidDataException">Of no known form, or damaged.</exception>
    public static IReadOnlyList<StoredTensor> Read(FileStream file)
    {
        Span<byte> head = stackalloc byte[TarMark + 5];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        return head switch
        {
            [] => throw new InvalidDataException("is empty; fetch it again"),
            [(byte)'P', (byte)'K', 3, 4, ..] => ZipForm.Read(file),
            [_, _, _, _, _, _, _, _, (byte)'{', ..] => SafetensorsForm.Read(file),
            [0x80, >= 2 and <= 5, ..] => PickledForm.Read(file),
            [.., (byte)'u', (byte)'s', (byte)'t', (byte)'a', (byte)'r'] when head.Length == TarMark + 5 =>
                throw new InvalidDataException("is in PyTorch's tar form of 2016, which is not read; load it with PyTorch and save its state_dict() again"),
            _ => throw new InvalidDataException("is neither a PyTorch checkpoint nor a safetensors file; fetch it again, or name a .pth or .safetensors file"),
        };
    }
}
