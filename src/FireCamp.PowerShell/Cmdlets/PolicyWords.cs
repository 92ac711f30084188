using FireCamp.Engine.Planning;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Says before a plan what a service's policy makes of it.</summary>
internal static class PolicyWords
{
    /// <summary>Null when the operation may begin now.</summary>
    public static string? Of(PolicyVerdict verdict, bool isForced) => (verdict.MayBegin, isForced) switch
    {
        (true, _) => null,
        (_, true) => $"BY FORCE. {verdict.Reason}{Environment.NewLine}",
        _ => $"TO BE QUEUED. {verdict.Reason}{Environment.NewLine}",
    };
}
