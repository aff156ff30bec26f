namespace Hpa.Actors.Runs;

/// <summary>
/// Looks for brackets and quotes without a partner. Akka's parser takes a file that was cut off in the middle and reads what
/// is left of it, which would start a run with other settings than the user wrote.
/// </summary>
internal static class HoconBrackets
{
    private const string LongQuote = "\"\"\"";

    /// <summary>What is wrong and on which line, or null.</summary>
    public static string? Fault(string text)
    {
        var open = new Stack<(char Bracket, int At)>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '#':
                case '/' when text.AsSpan(i).StartsWith("//", StringComparison.Ordinal):
                    i = EndOfLine(text, i);
                    break;
                case '"':
                    var end = EndOfQuote(text, i);
                    if (end < 0) return $"line {Line(text, i)}: the quote is never closed";
                    i = end;
                    break;
                case '{' or '[':
                    open.Push((text[i], i));
                    break;
                case '}' or ']':
                    if (!open.TryPop(out var last) || last.Bracket == '{' != (text[i] == '}')) return $"line {Line(text, i)}: the {text[i]} closes nothing";
                    break;
            }
        }

        return open.TryPop(out var left) ? $"line {Line(text, left.At)}: the {left.Bracket} is never closed" : null;
    }

    private static int EndOfLine(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Position of the last quote character, or −1.</summary>
    private static int EndOfQuote(string text, int from)
    {
        if (text.AsSpan(from).StartsWith(LongQuote, StringComparison.Ordinal))
        {
            var close = text.IndexOf(LongQuote, from + LongQuote.Length, StringComparison.Ordinal);
            return close < 0 ? -1 : close + LongQuote.Length - 1;
        }

        for (var i = from + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '"') return i;
            if (text[i] == '\\') i++;
        }

        return -1;
    }

    private static int Line(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;
}
