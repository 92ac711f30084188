namespace FireCamp.Lab.Processes;

/// <summary>Who holds the locks on a member's data.</summary>
public static class DataLocks
{
    /// <summary>The kinds' start scripts take the lock with this descriptor, and all of the member's processes inherit it.</summary>
    private const int Descriptor = 9;

    /// <summary>Acquisitions of the members' run locks that processes hold now, as (volume, who took it).</summary>
    public static IEnumerable<(string Volume, string Taker)> Held(IEnumerable<LabProcess> processes)
        => processes.Where(p => p.Volume is not null)
            .SelectMany(p => Takers(p.Id).Select(taker => (p.Volume!, taker)))
            .Distinct();

    /// <summary>The process that PostgreSQL's lock file in a volume's content names, if it is one that lives.</summary>
    public static LabProcess? PostmasterOf(string content)
    {
        try
        {
            var first = File.ReadLines(Path.Combine(content, "pgdata", "postmaster.pid")).FirstOrDefault();
            return int.TryParse(first, out var id) ? ProcessTable.Find(Math.Abs(id)) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // "lock:  1: FLOCK  ADVISORY  WRITE 4711 fe:00:131 0 EOF": the number is the process that took the lock.
    private static IEnumerable<string> Takers(int process)
    {
        try
        {
            return File.ReadAllLines($"/proc/{process}/fdinfo/{Descriptor}")
                .Where(l => l.StartsWith("lock:", StringComparison.Ordinal))
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
