using System.Runtime.InteropServices;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Supervision;

/// <summary>A system user that members run as.</summary>
internal sealed record UserAccount(string Name, uint Id, uint Group, string Home)
{
    private static readonly Lock Gate = new();

    /// <summary>
    /// The account that a workload is run with: null for the agent's own, because none is asked for or the agent isn't
    /// root.
    /// </summary>
    /// <exception cref="FireCampException">There is no such user.</exception>
    public static UserAccount? For(string? name)
    {
        if (name is null || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        return Find(name) ?? throw new FireCampException("UserNotFound", $"There is no system user '{name}' on this node.",
            "Install the kind's packages, which make it, or add the user.");
    }

    /// <summary>The path belongs to the account.</summary>
    public void Own(string path)
    {
        if (Posix.ChangeOwner(path, Id, Group) != 0)
        {
            throw new IOException($"'{path}' can't be given to {Name}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        }
    }

    private static UserAccount? Find(string name)
    {
        // The C library answers in one buffer that the next call overwrites.
        lock (Gate)
        {
            var entry = Posix.GetUser(name);
            if (entry == 0)
            {
                return null;
            }

            // struct passwd: name, password, uid, gid, comment, home, shell.
            var ids = 2 * nint.Size;
            var home = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry, ids + 8 + nint.Size));
            return new UserAccount(name, (uint)Marshal.ReadInt32(entry, ids), (uint)Marshal.ReadInt32(entry, ids + 4), home ?? "/");
        }
    }
}
