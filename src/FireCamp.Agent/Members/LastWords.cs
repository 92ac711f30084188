using System.Text.RegularExpressions;

namespace FireCamp.Agent.Members;

/// <summary>What a process said last that tells why it ended: its last line, or the last error shortly before that.</summary>
internal sealed partial class LastWords
{
    private const int Longest = 300;

    /// <summary>Many servers say after the error only that they shut down.</summary>
    private const int Shortly = 10;

    private string last = "";
    private string error = "";
    private int sinceError;

    public void Note(string line)
    {
        last = line;
        (error, sinceError) = Error().IsMatch(line) ? (line, 0) : (error, sinceError + 1);
    }

    /// <summary>Empty when it said nothing.</summary>
    public override string ToString()
    {
        var words = error.Length > 0 && sinceError <= Shortly ? error : last;
        return words.Length > Longest ? words[..Longest] : words;
    }

    [GeneratedRegex(@"\b(FATAL|PANIC|CRITICAL|ERROR|Fatal|Exception|error:)", RegexOptions.CultureInvariant)]
    private static partial Regex Error();
}
