namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>The names under which volumes are attached: those that EC2 recommends, and then those that only newer instances take.</summary>
internal static class DeviceNames
{
    private static readonly string[] All =
    [
        .. Letters('f', 'p').Select(l => $"/dev/sd{l}"),
        .. Letters('b', 'c').SelectMany(first => Letters('a', 'z').Select(second => $"/dev/xvd{first}{second}")),
    ];

    /// <summary>The first name that isn't used; null when all are.</summary>
    public static string? Free(IEnumerable<string> used)
    {
        // An instance may show the same place as /dev/sdf or as /dev/xvdf.
        var taken = used.Select(Plain).ToHashSet();
        return Array.Find(All, name => !taken.Contains(Plain(name)));
    }

    /// <summary>What the kernel of a Xen instance calls it: <c>xvdf</c> for <c>/dev/sdf</c>.</summary>
    public static string OnXen(string device) => $"xvd{Plain(device)}";

    private static string Plain(string device)
    {
        var name = device[(device.LastIndexOf('/') + 1)..];
        return name.StartsWith("xvd", StringComparison.Ordinal) ? name[3..] : name.StartsWith("sd", StringComparison.Ordinal) ? name[2..] : name;
    }

    private static IEnumerable<char> Letters(char first, char last) => Enumerable.Range(first, last - first + 1).Select(l => (char)l);
}
