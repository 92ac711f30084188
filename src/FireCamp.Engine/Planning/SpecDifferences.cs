using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Compares two specs of a service, for people. No password is in it.</summary>
internal static class SpecDifferences
{
    /// <summary>In the order in which they are shown; empty when the user chose the same in both.</summary>
    public static IReadOnlyList<SpecDifference> Between(ServiceSpec before, ServiceSpec after)
    {
        var names = before.Options.Keys.Union(after.Options.Keys).Order(StringComparer.Ordinal);
        IEnumerable<SpecDifference> all =
        [
            new("Version", before.Version, after.Version),
            new("Image", before.Image ?? "", after.Image ?? ""),
            new("Memory", before.Memory.ToString(), after.Memory.ToString()),
            new("CpuLimit", Limit(before.CpuLimit), Limit(after.CpuLimit)),
            new("FailoverAfter", Time(before.FailoverAfter), Time(after.FailoverAfter)),
            new("FailoverMaxLag", before.FailoverMaxLag?.ToString() ?? "any", after.FailoverMaxLag?.ToString() ?? "any"),
            .. names.Select(n => new SpecDifference(n, before.Options.GetValueOrDefault(n, ""), after.Options.GetValueOrDefault(n, ""))),
        ];
        return [.. all.Where(d => d.From != d.To), .. Passwords(before, after)];
    }

    /// <summary>All of them in a line.</summary>
    public static string Describe(IReadOnlyList<SpecDifference> differences)
        => differences.Count == 0 ? "the kind's own files" : string.Join(", ", differences);

    private static IEnumerable<SpecDifference> Passwords(ServiceSpec before, ServiceSpec after)
    {
        foreach (var name in before.Credentials.Concat(after.Credentials).Select(c => c.Name).Distinct())
        {
            var (old, @new) = (Find(before, name), Find(after, name));
            if (old?.SecretId != @new?.SecretId)
            {
                yield return new SpecDifference($"password of {name}", old is null ? "" : "old", @new is null ? "" : "new");
            }
        }
    }

    private static ServiceCredential? Find(ServiceSpec service, string name) => service.Credentials.FirstOrDefault(c => c.Name == name);

    private static string Time(TimeSpan? after) => after is { } time ? Duration.Format(time) : "off";

    private static string Limit(double limit) => limit == 0 ? "none" : limit.ToString(CultureInfo.InvariantCulture);
}
