using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Containers;

/// <summary>What a container's shell is told through its gate: the environment, who to be, and what to become.</summary>
/// <remarks>
/// The whole is one compound command, which a shell runs only once it has read its end: when the agent dies in the middle of writing it,
/// nothing is run. Of the container's own programs it needs none to become root's process, and one of four for another user.
/// </remarks>
internal static partial class GateScript
{
    /// <param name="environment">Added to the container's own; secrets included.</param>
    /// <param name="account">As the container knows it; null for root.</param>
    /// <exception cref="FireCampException">A name or a value can't be said to a shell.</exception>
    public static string For(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, UserAccount? account)
    {
        var script = new StringBuilder("{\n").Append("cd ").Append(Quote(Gate.DataPath)).Append(" || exit 126\n");
        foreach (var (name, value) in environment)
        {
            script.Append("export ").Append(Name(name)).Append('=').Append(Quote(value)).Append('\n');
        }

        script.Append("set --\n");
        if (account is { Id: not 0 })
        {
            script.Append(BecomeUser(account));
        }

        return script.Append("exec \"$@\" ").AppendJoin(' ', command.Select(Quote)).Append("\n}\n").ToString();
    }

    /// <summary>The text as one word of a shell's command line, whatever it holds.</summary>
    /// <exception cref="FireCampException">It holds a NUL, which no argument or variable can.</exception>
    public static string Quote(string text)
        => text.Contains('\0', StringComparison.Ordinal)
            ? throw new FireCampException("ValueNotUsable", "A value of the member's environment or command holds a NUL character.",
                "Correct the catalog or the option.")
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // gosu and su-exec set HOME to what the image says, so that is put right again behind them.
    private static string BecomeUser(UserAccount account)
    {
        var (id, group) = (Text(account.Id), Text(account.Group));
        return $$"""
            if setpriv --reuid={{id}} --regid={{group}} --init-groups true 2>/dev/null; then
            set -- setpriv --reuid={{id}} --regid={{group}} --init-groups
            elif chroot --userspec={{id}}:{{group}} / true 2>/dev/null; then
            set -- chroot --userspec={{id}}:{{group}} --skip-chdir /
            elif command -v gosu >/dev/null 2>&1; then
            set -- gosu {{Quote(account.Name)}} env HOME="$HOME"
            elif command -v su-exec >/dev/null 2>&1; then
            set -- su-exec {{Quote(account.Name)}} env HOME="$HOME"
            else
            echo 'firecamp: the image has neither setpriv, chroot --userspec, gosu nor su-exec to change the user with' >&2
            exit 126
            fi

            """;
    }

    private static string Name(string name)
        => Identifier().IsMatch(name)
            ? name
            : throw new FireCampException("NameNotUsable", $"'{name}' can't be the name of an environment variable.", "Correct the catalog.");

    private static string Text(uint id) => id.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
