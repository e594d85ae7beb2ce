using Comptoir.Protocols.Signatures;
using FsCheck.Xunit;

namespace Comptoir.Protocols.Tests.Signatures;

public sealed class StructuredFieldsTests
{
    [Theory]
    [InlineData("a=1, b=\"x\\\"y\", c=:AAE=:", "a=1, b=\"x\\\"y\", c=:AAE=:")]
    [InlineData("  a=?1 ,\tb;p=1.50,c=(1 \"two\";k  three);  z", "a, b;p=1.5, c=(1 \"two\";k three);z")]
    [InlineData("a=1,a=2", "a=2")]
    [InlineData("d=@1659578233, n=-12.0", "d=@1659578233, n=-12.0")]
    [InlineData("e=()", "e=()")]
    public void A_dictionary_is_written_in_its_one_form(string text, string form) => StructuredFields.Write(StructuredFields.Dictionary(text)!).ShouldBe(form);

    [Theory]
    [InlineData("A=1")]
    [InlineData("a=1,")]
    [InlineData("a=1 b=2")]
    [InlineData("a=\"open")]
    [InlineData("a=\"\\x\"")]
    [InlineData("a=\"é\"")]
    [InlineData("a=:A A=:")]
    [InlineData("a=:AAE=")]
    [InlineData("a=(1")]
    [InlineData("a=(\"x\"\"y\")")]
    [InlineData("a=1234567890123456")]
    [InlineData("a=1.2345")]
    [InlineData("a=?2")]
    [InlineData("a=@99999999999999")]
    [InlineData("a=1;")]
    [InlineData("=1")]
    public void What_is_not_exactly_a_dictionary_is_none(string text) => StructuredFields.Dictionary(text).ShouldBeNull();

    [Fact]
    public void A_header_of_any_length_is_bounded() => StructuredFields.Dictionary(new string('a', 20_000)).ShouldBeNull();

    [Property(MaxTest = 500)]
    public void No_text_makes_the_reader_fail(string? text)
    {
        if (StructuredFields.Dictionary(text) is { } members) StructuredFields.Write(StructuredFields.Dictionary(StructuredFields.Write(members))!).ShouldBe(StructuredFields.Write(members));
        StructuredFields.List(text);
    }
}
