using System.Globalization;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether the log of a service that archives it gets to the backup store.</summary>
internal sealed class ArchiveCheck : IServiceCheck
{
    public string Name => "Archive";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        var members = evidence.Members.Select(m => m.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var archives = evidence.Archives.Where(a => members.Contains(a.Member)).ToList();
        var failing = archives.Where(a => a.Problem.Length > 0).ToList();
        if (failing.Count > 0)
        {
            return [.. failing.Select(a => Finding.Warning(
                a.Member, $"Its log isn't archived{Since(a)}: {a.Problem}",
                "Mend the store, or set another (Set-FireCampBackupStore): what waits on the member's volume until then follows by itself."))];
        }

        return archives.Where(a => a.LastUntil is not null).MaxBy(a => a.LastUntil) is { } last
            ? [Finding.Passed(last.Member, $"Its log is archived up to {Time(last.LastUntil!.Value)}, segment {last.Last}.")]
            : [];
    }

    private static string Since(MemberArchive archive)
        => archive.WaitingSince is { } since ? $" from {Time(since)} on, segment {archive.Waiting}" : "";

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
