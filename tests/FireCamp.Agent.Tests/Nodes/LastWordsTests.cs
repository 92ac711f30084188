using FireCamp.Agent.Members;

namespace FireCamp.Agent.Tests.Nodes;

public sealed class LastWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("bye", "starting|bye")]
    [InlineData("FATAL:  could not map memory", "LOG:  starting|FATAL:  could not map memory|LOG:  database system is shut down")]
    [InlineData("ERROR: second", "ERROR: first|ERROR: second|done")]
    [InlineData("12", "FATAL: long ago|1|2|3|4|5|6|7|8|9|10|11|12")]
    [InlineData("terrors and FATALITIES", "terrors and FATALITIES")]
    public void ToString_OfLines_IsTheErrorShortlyBeforeTheEndOrTheLast(string expected, string lines)
    {
        var words = new LastWords();
        foreach (var line in lines.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            words.Note(line);
        }

        Assert.Equal(expected, words.ToString());
    }
}
