using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Features;

public sealed class DurableFileTests : IDisposable
{
    private const int Times = 300;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_reads_a_file_while_it_is_replaced_meets_no_lock_and_one_content_or_the_other()
    {
        var path = _folder["manifest.json"];
        string[] contents = [new('a', 5000), new('b', 7000)];
        DurableFile.WriteText(path, contents[0]);
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < Times; i++) DurableFile.WriteText(path, contents[i % 2]);
        });
        while (!writer.IsCompleted) Assert.Contains(await File.ReadAllTextAsync(path), contents);
        await writer;
    }
}
