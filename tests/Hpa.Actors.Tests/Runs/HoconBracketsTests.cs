using Hpa.Actors.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class HoconBracketsTests
{
    [Theory]
    [InlineData("hpa { a = 1 }")]
    [InlineData("a = [1, [2, 3]]\nb { c { d = \"}\" } }")]
    [InlineData("# }\na = 1 // {\n")]
    [InlineData("a = \"an \\\" and a {\"")]
    [InlineData("a = \"\"\"two\n{ lines \"\"\"\nb = 1")]
    [InlineData("a = ${b}")]
    [InlineData("")]
    [InlineData("# ends without a line feed {")]
    public void Sound_text_has_no_fault(string text) => Assert.Null(HoconBrackets.Fault(text));

    [Theory]
    [InlineData("hpa {\n a {\n }\n", "line 1: the { is never closed")]
    [InlineData("a = 1\nb = [1,\n2", "line 2: the [ is never closed")]
    [InlineData("a {\n}\n}", "line 3: the } closes nothing")]
    [InlineData("a = [1 }", "line 1: the } closes nothing")]
    [InlineData("a = 1\nb = \"x\nc = 2", "line 2: the quote is never closed")]
    [InlineData("a = \"\"\"x\ny", "line 1: the quote is never closed")]
    [InlineData("a = \"x\\", "line 1: the quote is never closed")]
    public void What_lacks_a_partner_is_named_with_its_line(string text, string fault) => Assert.Equal(fault, HoconBrackets.Fault(text));
}
