using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;

namespace Hpa.Actors.Tests.Backbones.Weights;

public sealed class StoreTests : IDisposable
{
    private readonly StoreFixture _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x.pth")]
    [InlineData("a/b.pth")]
    [InlineData("a\\b.pth")]
    [InlineData("/etc/passwd")]
    [InlineData("x\0.pth")]
    [InlineData("x\n.pth")]
    [InlineData("x.pth.part")]
    [InlineData("x.pth.part.json")]
    [InlineData("x.tmp")]
    public void A_name_that_leaves_the_folder_or_means_something_else_is_refused(string name)
    {
        Assert.Contains($"'{name}' cannot be the name of a weights file", Assert.Throws<SettingsException>(() => _store.Store.PathOf(name)).Message, StringComparison.Ordinal);
        Assert.Throws<SettingsException>(() => _store.Store.Import(name, "", _store.PutElsewhere("x", [1])));
        Assert.Throws<SettingsException>(() => _store.Store.Verify(name, "12345678", "net"));
    }

    [Theory]
    [InlineData("resnet18-f37072fd.pth")]
    [InlineData("my network..v2.onnx")]
    public void A_plain_name_lies_in_the_folder(string name) => Assert.Equal(Path.Combine(_store.Folder, name), _store.Store.PathOf(name));

    [Fact]
    public void A_copy_is_taken_and_its_hash_returned()
    {
        var from = _store.PutElsewhere("mine.pth", _store.Good);

        Assert.Equal(StoreFixture.Hash(_store.Good), _store.Store.Import(StoreFixture.Name, StoreFixture.Hash(_store.Good)[..10], from));
        Assert.Equal(StoreFixture.Hash(_store.Good), _store.Store.Import("other.onnx", "", from));

        Assert.Equal(_store.Good, File.ReadAllBytes(_store.File));
        Assert.Equal([StoreFixture.Name, "other.onnx"], _store.Files);
    }

    [Fact]
    public void A_file_of_the_store_can_be_taken_as_its_own_copy()
    {
        _store.Put(_store.Good);

        Assert.Equal(StoreFixture.Hash(_store.Good), _store.Store.Import(StoreFixture.Name, "", _store.File));
        Assert.Equal(_store.Good, File.ReadAllBytes(_store.File));
    }

    [Fact]
    public void Nothing_stays_of_a_copy_with_another_hash_and_the_old_file_does()
    {
        _store.Put(_store.Good);
        var from = _store.PutElsewhere("mine.pth", [1, 2, 3]);

        var refusal = Assert.Throws<InputException>(() => _store.Store.Import(StoreFixture.Name, "12345678", from)).Message;

        Assert.Equal($"{from}: SHA-256 is {StoreFixture.Hash([1, 2, 3])}, wanted 12345678; nothing was copied: give the file that file.pth stands for", refusal);
        Assert.Equal(_store.Good, File.ReadAllBytes(_store.File));
        Assert.Equal([StoreFixture.Name], _store.Files);
    }

    [Fact]
    public void A_copy_of_nothing_is_refused_by_name()
    {
        Assert.StartsWith($"{_store.Folder}x: cannot be read (", Assert.Throws<InputException>(() => _store.Store.Import(StoreFixture.Name, "", _store.Folder + "x")).Message, StringComparison.Ordinal);
        Assert.Empty(_store.Files);
    }

    [Fact]
    public void A_right_file_is_verified_with_its_whole_hash()
    {
        _store.Put(_store.Good);

        Assert.Equal(StoreFixture.Hash(_store.Good), _store.Store.Verify(StoreFixture.Name, StoreFixture.Hash(_store.Good)[..8], "net"));
    }

    [Fact]
    public void A_missing_or_wrong_file_is_named_with_the_remedy()
    {
        const string Remedy = "; fetch it with `hpa models pull net`, or take a copy that you have with `hpa models import`";

        Assert.Equal($"{_store.File}: the weights of net are missing{Remedy}", Refusal());
        _store.Put([1, 2, 3]);
        Assert.Equal($"{_store.File}: SHA-256 is {StoreFixture.Hash([1, 2, 3])}, but net wants 12345678{Remedy}", Refusal());

        string Refusal() => Assert.Throws<InputException>(() => _store.Store.Verify(StoreFixture.Name, "12345678", "net")).Message;
    }

    [Fact]
    public void A_file_is_missing_then_incomplete_then_here()
    {
        Assert.Equal(WeightsState.Missing, _store.Store.StateOf(StoreFixture.Name));
        _store.Put(_store.Good, StoreFixture.Name + ".part");
        Assert.Equal(WeightsState.Incomplete, _store.Store.StateOf(StoreFixture.Name));
        _store.Put(_store.Good);
        Assert.Equal(WeightsState.Here, _store.Store.StateOf(StoreFixture.Name));
        Assert.Equal(StoreFixture.Hash(_store.Good), WeightsStore.HashOf(_store.File));
    }

    [Theory]
    [InlineData("http://nas/weights", "http://nas/weights/a%20b.pth")]
    [InlineData("https://mirror.example.org/", "https://mirror.example.org/a%20b.pth")]
    [InlineData("file:///mnt/w", "file:///mnt/w/a%20b.pth")]
    [InlineData("/mnt/w", "file:///mnt/w/a%20b.pth")]
    [InlineData("", "https://origin/x.pth")]
    public void A_mirror_has_the_file_under_its_name(string mirror, string address) =>
        Assert.Equal(address, Source().WithMirror(mirror).Address.AbsoluteUri);

    [Theory]
    [InlineData("nas/weights")]
    [InlineData("ftp://nas/weights")]
    [InlineData("https://")]
    [InlineData("https://nas/?dir=weights")]
    [InlineData("https://nas/#weights")]
    [InlineData("https://me:secret@nas/")]
    public void An_address_that_is_no_folder_cannot_be_the_mirror(string mirror) =>
        Assert.StartsWith($"hpa.backbones.mirror = {mirror} is not the address of a folder", Assert.Throws<SettingsException>(() => Source().WithMirror(mirror)).Message, StringComparison.Ordinal);

    private static WeightsSource Source() => new("net", new Uri("https://origin/x.pth"), "a b.pth", "12345678");
}
