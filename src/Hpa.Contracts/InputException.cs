namespace Hpa.Contracts;

/// <summary>
/// Input that the user has to mend: one line that names the file, key or id and says what to do. Ends the command with
/// exit code 1.
/// </summary>
public class InputException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Wrong settings or usage; the message names the key. Ends the command with exit code 2.</summary>
public sealed class SettingsException(string message) : InputException(message);
