using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Architecture;

public sealed class SettingsKeyTests
{
    private const string Nonsense = "\u00a7 nonsense";

    /// <summary>Any text will do.</summary>
    private static readonly string[] Free = ["hpa.datasets.name", "hpa.datasets.path", "hpa.backbones.folder", "hpa.backbones.mirror", "hpa.cells.cellpose.file", "hpa.cells.cellpose.output"];

    private static readonly string[] Keys = [.. KeysOf(File.ReadAllText(Repository.PathOf("config", "hocon", "hpa.conf")))];

    public static TheoryData<string> Checked => [.. Keys.Except(Free)];

    [Fact]
    public void Every_key_is_written_once()
    {
        Assert.InRange(Keys.Length, 25, 500);
        Assert.Equal(Keys.Distinct(), Keys);
        Assert.Equal(Keys.Order(StringComparer.Ordinal), SettingsFile.Read(Repository.PathOf("config", "hocon", "hpa.conf")).Values.Keys);
    }

    [Fact]
    public void Every_key_is_read_and_no_other()
    {
        var values = new Recording(SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data"]).Values);
        RunSettings.From(values, new StageFingerprints("extract", "select", "evaluate"));

        Assert.Equal(Keys.Order(StringComparer.Ordinal), values.Read.Where(key => !key.StartsWith("hpa.backbones.catalogue.", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void Nonsense_is_refused_by_name(string key)
    {
        var settings = SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data"]);
        settings.Check();
        settings.Values[key] = [Nonsense];

        var refusal = Assert.Throws<SettingsException>(settings.Check).Message;
        Assert.Contains(Nonsense, refusal, StringComparison.Ordinal);
        Assert.Contains(key, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_written_twice_is_seen() =>
        Assert.Equal(["a.b", "a.c.d", "a.c.e", "a.b", "a.c.d"], KeysOf("a { b = 1 # b = 2\n c { d = [1, 2], e = \"x = {y}\" } \n b = on }\na.c.d = 3"));

    /// <summary>The keys as they stand in the text, repeated ones too: HOCON itself would merge them.</summary>
    private static IEnumerable<string> KeysOf(string hocon)
    {
        var path = new Stack<string>();
        var word = "";
        var list = 0;
        for (var i = 0; i < hocon.Length; i++)
        {
            switch (hocon[i])
            {
                case '#':
                    i = hocon.IndexOf('\n', i) is var end and >= 0 ? end - 1 : hocon.Length;
                    break;
                case '"':
                    i = hocon.IndexOf('"', i + 1);
                    break;
                case '[' or ']':
                    list += hocon[i] == '[' ? 1 : -1;
                    break;
                case '{':
                    path.Push(word.Trim());
                    word = "";
                    break;
                case '=' when list == 0:
                    yield return string.Join('.', path.Reverse().Append(word.Trim()));
                    word = "";
                    break;
                case '}':
                    path.Pop();
                    word = "";
                    break;
                case '\n' or ',':
                    word = "";
                    break;
                default:
                    word += hocon[i];
                    break;
            }
        }
    }

    /// <summary>Remembers which keys were asked for.</summary>
    private sealed class Recording(IReadOnlyDictionary<string, IReadOnlyList<string>> values) : IReadOnlyDictionary<string, IReadOnlyList<string>>
    {
        public SortedSet<string> Read { get; } = new(StringComparer.Ordinal);

        public IEnumerable<string> Keys => values.Keys;

        public IEnumerable<IReadOnlyList<string>> Values => values.Values;

        public int Count => values.Count;

        public IReadOnlyList<string> this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out IReadOnlyList<string> value)
        {
            Read.Add(key);
            return values.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() => values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
