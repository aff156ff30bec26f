using ArchUnitNET.Domain;

namespace Hpa.Actors.Tests.Architecture;

public sealed class RoomTests
{
    /// <summary>Joins the rooms.</summary>
    private const string Joining = "Runs";

    /// <summary>Types that hold references to actors for them, without being actors.</summary>
    private static readonly string[] Wiring = ["ImagePipeline", "BackboneRoute", "CellsOfField", "CellPipeline", "SendPictures"];

    [Fact]
    public void Contracts_know_nothing_of_Akka()
    {
        Assert.InRange(Code.Contracts.Count, 50, 1000);
        Assert.Empty(Code.Contracts.SelectMany(type => Code.Uses(type).Where(IsAkka).Select(used => $"{type.FullName} uses {used}")));
        Assert.Contains(Code.Actors.SelectMany(Code.Uses), IsAkka);
    }

    [Fact]
    public void A_room_uses_contracts_and_itself()
    {
        string[] rooms = ["Backbones", "Cells", "Classifiers", "Datasets", "Features", "Images", "Reports", "Runs", "Selection", "Server", "Wire"];
        Assert.Superset(rooms.ToHashSet(), Code.Actors.Select(t => RoomOf(t.FullName)).OfType<string>().ToHashSet());

        Assert.Empty(Intrusions(Code.Actors));
    }

    [Fact]
    public void Only_actors_and_the_records_that_wire_them_use_Akka()
    {
        Assert.InRange(Code.Actors.Count(t => Code.Uses(t).Any(IsAkka)), 15, 1000);

        Assert.Empty(Unexpected(Code.Actors));
        Assert.All(Wiring, name => Assert.Single(Code.Actors, t => t.Name == name && Code.Uses(t).Any(IsAkka)));
    }

    [Fact]
    public void The_rules_see_those_who_break_them()
    {
        Assert.Equal(["PeeksInField", "PeeksInLambda"], Intrusions(Code.Offenders).Select(Breaker).Distinct());
        Assert.Equal(["TellsThings"], Unexpected(Code.Offenders).Select(Breaker).Distinct());
    }

    private static IEnumerable<string> Intrusions(IEnumerable<IType> types) =>
        from type in types
        let room = RoomOf(type.FullName)
        where room is not (null or Joining)
        from used in Code.Uses(type)
        let other = RoomOf(used)
        where other is not null && other != room
        select $"{type.FullName} uses {used}";

    private static IEnumerable<string> Unexpected(IEnumerable<IType> types) =>
        from type in types
        where RoomOf(type.FullName) is not (null or Joining or "Wire")
        let outermost = type.FullName.Split('+')[0].Split('.')[^1]
        where !outermost.EndsWith("Actor", StringComparison.Ordinal) && !Wiring.Contains(outermost)
        from used in Code.Uses(type).Where(IsAkka)
        select $"{type.FullName} uses {used}";

    /// <summary>The third part of <c>Hpa.Actors.Room.Type</c>, or null for what is in no room.</summary>
    private static string? RoomOf(string type) => type.Split('.') is ["Hpa", "Actors", var room, _, ..] ? room : null;

    private static bool IsAkka(string type) => type.StartsWith("Akka.", StringComparison.Ordinal);

    private static string Breaker(string sentence) => sentence.Split(' ')[0].Split('.')[^1];
}
