using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Model;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("mypg")]
    [InlineData("My-Pg-2")]
    public void Check_RightName_HasNoMistake(string name)
        => Assert.Null(NameRules.Check("service", name, NameRules.ServiceNameLength));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1a")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a-")]
    [InlineData("-a")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("a.b")]
    public void Check_WrongName_IsNamed(string? name)
        => Assert.Contains("service", NameRules.Check("service", name, NameRules.ServiceNameLength)!.Message, StringComparison.Ordinal);

    [Fact]
    public void Check_LongestName_Passes()
    {
        Assert.Null(NameRules.Check("service", new string('a', 58), NameRules.ServiceNameLength));
        Assert.Contains("58", NameRules.Check("service", new string('a', 59), NameRules.ServiceNameLength)!.Message, StringComparison.Ordinal);
    }
}
