using System.Globalization;

namespace FireCamp.Agent.Metrics;

/// <summary>What a process and its descendants use.</summary>
internal sealed record GroupUsage(double ResidentBytes, double ProcessorSeconds)
{
    /// <summary>Clock ticks in a second, as /proc counts: 100 on every Linux that the framework runs on.</summary>
    private const double TicksPerSecond = 100;

    // Fields of /proc/<pid>/stat after the name, from 0: state, parent, …
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ResidentPages = 21;

    /// <summary>Null when the process is gone.</summary>
    public static GroupUsage? Of(int process)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: Read(id)))
            .Where(p => p.Fields is not null)
            .ToDictionary(p => p.Id, p => p.Fields!);
        var family = all.Keys.Where(id => Descends(id, process, all)).Select(id => all[id]).ToList();
        return family.Count == 0
            ? null
            : new(family.Sum(f => f[ResidentPages]) * Environment.SystemPageSize, family.Sum(f => f[UserTime] + f[SystemTime]) / TicksPerSecond);
    }

    private static bool Descends(int id, int ancestor, Dictionary<int, double[]> all)
    {
        while (id != ancestor)
        {
            if (id <= 1 || !all.TryGetValue(id, out var fields))
            {
                return false;
            }

            id = (int)fields[Parent];
        }

        return true;
    }

    private static double[]? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ')
                .Select(f => double.TryParse(f, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
