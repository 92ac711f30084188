using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Scheduling;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Says where scheduled tasks are installed.</summary>
internal static class ScheduledTaskPlaces
{
    public static TaskPlace Of(PSCmdlet cmdlet, ScheduledTaskKind? kind, string? unitFolder, string? crontab)
        => new(kind, Full(cmdlet, unitFolder), Full(cmdlet, crontab));

    /// <summary>The one that is named, or what a pattern matches, perhaps nothing.</summary>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    public static IReadOnlyList<ScheduledTask> Matching(IReadOnlyList<ScheduledTask> installed, string name)
    {
        var matches = NamePatterns.Matching(name);
        ScheduledTask[] found = [.. installed.Where(t => matches(t.Name))];
        return found.Length > 0 || NamePatterns.IsPattern(name)
            ? found
            : throw new NotFoundException("ScheduledTask", name, "Get-FireCampScheduledTask lists those there are, by -UnitFolder or -Crontab too.");
    }

    private static string? Full(PSCmdlet cmdlet, string? path) => path is null ? null : cmdlet.GetUnresolvedProviderPathFromPSPath(path);
}
