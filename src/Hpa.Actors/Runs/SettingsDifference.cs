using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>A key that two settings disagree on.</summary>
/// <param name="Key">Its full name.</param>
/// <param name="Stage">The first stage whose results change with it.</param>
/// <param name="Was">The earlier value; null where the key was not there.</param>
/// <param name="Is">The value now; null where the key is not there.</param>
public sealed record SettingsDifference(string Key, Stage Stage, IReadOnlyList<string>? Was, IReadOnlyList<string>? Is)
{
    /// <summary>Whether the values differ.</summary>
    public bool IsOne => Show(Was) != Show(Is);

    /// <summary>The option that makes the change on a command line.</summary>
    public string Option
    {
        get
        {
            var text = $"{Key}={(Is is [var one] ? one : $"[{string.Join(", ", Is ?? [])}]")}";
            return text.All(c => char.IsAsciiLetterOrDigit(c) || "=.-_/".Contains(c)) ? $"--set {text}" : $"--set '{text}'";
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Key} was {Show(Was)}, is {Show(Is)}";

    private static string Show(IReadOnlyList<string>? value) => value is null ? "not set" : string.Join(' ', value);
}
