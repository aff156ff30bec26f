using Hpa.Contracts;

namespace Hpa.Host.Commands;

/// <summary>Exit codes, and the one line on stderr that goes with those that are not 0.</summary>
internal static class Outcome
{
    /// <summary>Done, perhaps with warnings.</summary>
    public const int Done = 0;

    /// <summary>Failed; what was finished is kept.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or settings.</summary>
    public const int WrongUsage = 2;

    private const string Trace = "HPA_TRACE";

    /// <summary>Writes the line.</summary>
    public static void Complain(string line) => Console.Error.WriteLine($"hpa: {line.ReplaceLineEndings(" ")}");

    /// <summary>Runs a command and turns what it throws into a line and an exit code.</summary>
    public static async Task<int> Of(Func<Task<int>> command)
    {
        // Signals are only taken care of once the command has returned its task.
        await Task.Yield();
        try
        {
            return await command();
        }
        catch (SettingsException e)
        {
            Complain(e.Message);
            return WrongUsage;
        }
        catch (InputException e)
        {
            Complain(e.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            Complain("stopped; the same command continues where it was");
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain(e.Message);
            return Failed;
        }
        catch (Exception e)
        {
            Complain($"unexpected {e.GetType().Name}: {e.Message}; with {Trace}=1 in the environment the next line says where");
            if (Environment.GetEnvironmentVariable(Trace) == "1") Console.Error.WriteLine(e.ToString());
            return Failed;
        }
    }
}
