using System.Management.Automation;
using System.Management.Automation.Host;

namespace FireCamp.Shell.Host;

/// <summary>Asks for a user name, unless it is given, and for a masked password.</summary>
internal sealed class CredentialPrompt(PSHostUserInterface ui)
{
    /// <summary>Returns null when no user name is entered.</summary>
    public PSCredential? Ask(string caption, string message, string? userName, string? targetName)
    {
        ui.WriteLine();
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            ui.WriteLine(line);
        }

        if (string.IsNullOrEmpty(userName))
        {
            ui.Write("User: ");
            userName = ui.ReadLine();
        }

        if (string.IsNullOrEmpty(userName))
        {
            return null;
        }

        var account = string.IsNullOrEmpty(targetName) ? userName : $"{targetName}\\{userName}";
        ui.Write($"Password for user {account}: ");
        return new PSCredential(account, ui.ReadLineAsSecureString());
    }
}
