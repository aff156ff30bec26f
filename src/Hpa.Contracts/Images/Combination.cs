namespace Hpa.Contracts.Images;

/// <summary>What the three inputs of a network get, written as three letters of r, g, b, y: <c>rrr</c>, <c>rgb</c>, <c>ygb</c>.</summary>
public readonly record struct Combination(Channel First, Channel Second, Channel Third)
{
    private const string Letters = "rgby";

    /// <summary>Reads three letters.</summary>
    /// <exception cref="SettingsException">Not three letters of r, g, b, y.</exception>
    public static Combination Parse(string text) =>
        text.Length == 3 && text.All(c => Letters.Contains(c))
            ? new Combination(At(text[0]), At(text[1]), At(text[2]))
            : throw new SettingsException($"'{text}' is no channel combination: write three letters of r, g, b, y, such as rgb");

    /// <inheritdoc />
    public override string ToString() => string.Concat(Letters[(int)First], Letters[(int)Second], Letters[(int)Third]);

    private static Channel At(char letter) => (Channel)Letters.IndexOf(letter);
}
