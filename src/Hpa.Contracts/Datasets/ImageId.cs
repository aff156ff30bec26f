namespace Hpa.Contracts.Datasets;

/// <summary>
/// The name of one field. It becomes part of file names, so it is 1 to 128 characters without path separators, control
/// characters or a leading dot. Ids order by their UTF-16 units.
/// </summary>
public readonly record struct ImageId : IComparable<ImageId>
{
    private readonly string? _value;

    private ImageId(string value) => _value = value;

    /// <summary>The text.</summary>
    public string Value => _value ?? throw new InvalidOperationException("an ImageId is made with Parse");

    /// <summary>Reads an id.</summary>
    /// <exception cref="InputException">The text cannot name a file.</exception>
    public static ImageId Parse(string text) => IsValid(text)
        ? new ImageId(text)
        : throw new InputException($"'{text}' cannot be an image id: 1 to 128 characters without / \\ : * ? \" < > |, commas, control characters or a leading dot");

    /// <summary>Whether <see cref="Parse"/> takes the text.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 128 } && text[0] != '.' && text.Trim() == text
        && !text.Any(c => char.IsControl(c) || c is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or ',');

    /// <inheritdoc />
    public int CompareTo(ImageId other) => string.CompareOrdinal(_value, other._value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
