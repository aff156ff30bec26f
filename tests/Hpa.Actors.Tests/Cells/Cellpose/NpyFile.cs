using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Hpa.Actors.Tests.Cells.Cellpose;

/// <summary>Reads arrays that numpy saved.</summary>
internal static partial class NpyFile
{
    public static (int[] Shape, T[] Values) Read<T>(string path, string type)
        where T : unmanaged
    {
        var bytes = File.ReadAllBytes(path);
        var start = 10 + BitConverter.ToUInt16(bytes, 8);
        var head = HeadPattern().Match(System.Text.Encoding.Latin1.GetString(bytes, 10, start - 10));
        Assert.Equal(type, head.Groups["type"].Value);
        return ([.. head.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse)], MemoryMarshal.Cast<byte, T>(bytes.AsSpan(start)).ToArray());
    }

    [GeneratedRegex(@"'descr': '(?<type>[^']+)', 'fortran_order': False, 'shape': \((?<shape>[0-9, ]*)\)")]
    private static partial Regex HeadPattern();
}
