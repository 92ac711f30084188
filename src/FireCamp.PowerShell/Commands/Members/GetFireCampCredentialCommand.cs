using System.Management.Automation;
using System.Security;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Members;

/// <summary>Gets a credential of services.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampCredential")]
[OutputType(typeof(PSCredential))]
public sealed class GetFireCampCredentialCommand : ServicePartCmdlet
{
    /// <summary>The kind's name for the credential; its first by default.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    public string? Name { get; set; }

    private protected override async Task ProcessServiceAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => WriteObject(ToPowerShell(await cluster.GetCredentialAsync(service.Name, Name, cancel)));

    private static PSCredential ToPowerShell(Credential credential)
    {
        var password = new SecureString();
        foreach (var character in credential.Password)
        {
            password.AppendChar(character);
        }

        password.MakeReadOnly();

        // PowerShell has no credential without a user name; a kind with passwords only gets the credential's own name there.
        return new PSCredential(credential.UserName.Length > 0 ? credential.UserName : credential.Name, password);
    }
}
