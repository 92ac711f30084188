using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>A kind's action ended with an error inside a member.</summary>
public sealed class ActionFailedException(MemberSpec member, string action, ExecResult result)
    : FireCampException(
        "ActionFailed",
        $"Action '{action}' of {member.Kind} failed on member {member.Name} ({Ending(result)}): {LastWords(result)}",
        $"See Get-FireCampLog {member.Service} -Member {member.Name}, and mend it.")
{
    private const int MostWords = 2_000;

    public override bool IsTemporary => true;

    private static string Ending(ExecResult result) => result.TimedOut ? "it took too long" : $"exit code {result.ExitCode}";

    /// <summary>The end of what it said, errors first.</summary>
    internal static string LastWords(ExecResult result)
    {
        var text = (result.ErrorOutput.Trim().Length > 0 ? result.ErrorOutput : result.Output).Trim();
        return text.Length <= MostWords ? text : text[^MostWords..];
    }
}
