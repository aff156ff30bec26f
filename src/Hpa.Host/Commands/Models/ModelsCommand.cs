using System.CommandLine;

namespace Hpa.Host.Commands.Models;

/// <summary><c>hpa models list | pull | import | verify</c>: the networks that a run can use, and their weights.</summary>
internal static class ModelsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() => new("models", "Networks that a run can use, and their weights.")
    {
        List(), Pull(), Import(), Verify(),
    };

    private static Command List()
    {
        var command = new Command("list", "List the networks, and whether their weights are here.");
        return Over(command, (catalogue, _, _) => Task.FromResult(ModelTable.Print(catalogue)));
    }

    private static Command Pull()
    {
        var names = Names("Networks to fetch; without names all that have a source");
        var command = new Command("pull", "Fetch weights; the same command again continues where it stopped.") { names };
        return Over(command, (catalogue, parsed, stop) => ModelPull.RunAsync(catalogue, parsed.GetValue(names) ?? [], stop));
    }

    private static Command Import()
    {
        var name = new Argument<string>("NAME") { Description = "Entry of the catalogue, or of your settings file" };
        var file = new Argument<string>("FILE") { Description = "The checkpoint (.pth, .safetensors) or ONNX file to copy" };
        var command = new Command("import", "Check a weights file that you have and copy it to where a run looks for it.") { name, file };
        return Over(command, (catalogue, parsed, _) => Task.FromResult(ModelImport.Run(catalogue, parsed.GetValue(name)!, parsed.GetValue(file)!)));
    }

    private static Command Verify()
    {
        var names = Names("Networks to check; without names all whose file is here");
        var command = new Command("verify", "Check weights: hash, fit, and the answer to a test input.") { names };
        return Over(command, (catalogue, parsed, stop) => ModelVerification.RunAsync(catalogue, parsed.GetValue(names) ?? [], stop));
    }

    private static Argument<string[]> Names(string description) =>
        new("NAME") { Description = description, Arity = ArgumentArity.ZeroOrMore };

    private static Command Over(Command command, Func<NetworkCatalogue, ParseResult, CancellationToken, Task<int>> action)
    {
        var config = new Option<string?>("--config") { Description = "Settings file with entries of your own, a folder or a mirror" };
        var set = RunCommand.Set();
        command.Add(config);
        command.Add(set);
        command.SetAction((parsed, stop) => Outcome.Of(() =>
            action(NetworkCatalogue.Read(parsed.GetValue(config), parsed.GetValue(set) ?? []), parsed, stop)));
        return command;
    }
}
