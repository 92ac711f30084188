using System.Management.Automation.Host;
using System.Security;

namespace FireCamp.Shell.Host;

/// <summary>Reads answers from standard input.</summary>
internal sealed class InputReader(Terminal terminal)
{
    /// <exception cref="HostException">Nobody can answer: -NonInteractive, or standard input has ended.</exception>
    public string ReadLine()
    {
        RequireSomebody();
        var line = Console.In.ReadLine() ?? throw NobodyThere();
        terminal.Progress.LineEnded();
        return line;
    }

    /// <summary>Reads a line that shows as asterisks on a terminal and not at all elsewhere.</summary>
    /// <exception cref="HostException">Nobody can answer.</exception>
    public SecureString ReadSecret()
    {
        RequireSomebody();
        return terminal.IsInteractive ? ReadMasked() : ToSecureString(Console.In.ReadLine() ?? throw NobodyThere());
    }

    private SecureString ReadMasked()
    {
        var secret = new SecureString();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                terminal.Write("\n");
                secret.MakeReadOnly();
                return secret;
            }

            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
                terminal.Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
                terminal.Write("*");
            }
        }
    }

    private void RequireSomebody()
    {
        if (!terminal.CanPrompt)
        {
            throw NobodyThere();
        }
    }

    private static SecureString ToSecureString(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }

    private static HostException NobodyThere() => new(
        "The question can't be answered: the session is not interactive. Pass the value as a parameter, or -Confirm:$false.");
}
