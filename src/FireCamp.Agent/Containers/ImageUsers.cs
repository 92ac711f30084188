using System.Globalization;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Containers;

/// <summary>The users that a container's image knows.</summary>
internal static class ImageUsers
{
    /// <summary>The user of that name in the container of this process; null when none is named.</summary>
    /// <exception cref="FireCampException">The image has no such user.</exception>
    public static UserAccount? Find(string? name, int process)
    {
        if (name is null)
        {
            return null;
        }

        // A link would be followed on this node and not in the container.
        var file = $"/proc/{process}/root/etc/passwd";
        var lines = new FileInfo(file) is { Exists: true, LinkTarget: null } ? File.ReadLines(file) : [];
        return Find(name, lines) ?? throw new FireCampException("UserNotFound", $"The member's image has no user '{name}'.",
            "Use the kind's own image, or one with that user.");
    }

    internal static UserAccount? Find(string name, IEnumerable<string> passwd)
        => passwd.Select(l => l.Split(':'))
            .Where(f => f.Length >= 7 && f[0] == name)
            .Select(f => new UserAccount(name, Number(f[2]), Number(f[3]), f[5]))
            .FirstOrDefault();

    private static uint Number(string text) => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
