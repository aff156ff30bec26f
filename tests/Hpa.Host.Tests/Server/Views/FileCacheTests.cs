using Hpa.Host.Server.Views;

namespace Hpa.Host.Tests.Server.Views;

public sealed class FileCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-file-cache-");
    private readonly FileCache<string> _cache = new(2);
    private int _reads;

    [Fact]
    public void A_file_is_read_once_until_it_changes()
    {
        var path = Write("a", "one");

        Assert.Equal("one", Get(path));
        Assert.Equal("one", Get(path));
        Assert.Equal(1, _reads);

        Write("a", "two, longer");
        Assert.Equal("two, longer", Get(path));
        File.Delete(path);
        Assert.Null(Get(path));
    }

    [Fact]
    public void The_file_that_was_not_asked_for_longest_goes_first()
    {
        string[] paths = [Write("a", "a"), Write("b", "b"), Write("c", "c")];

        Get(paths[0]);
        Get(paths[1]);
        Get(paths[0]);
        Get(paths[2]);
        Assert.Equal(3, _reads);

        Get(paths[0]);
        Assert.Equal(3, _reads);
        Get(paths[1]);
        Assert.Equal(4, _reads);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string? Get(string path) => _cache.Get(path, file =>
    {
        _reads++;
        return File.ReadAllText(file);
    });

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
