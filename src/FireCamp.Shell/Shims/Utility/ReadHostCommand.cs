using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Read, "Host", DefaultParameterSetName = "AsString")]
[OutputType(typeof(string), typeof(System.Security.SecureString))]
public sealed class ReadHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowNull]
    public object? Prompt { get; set; }

    [Parameter(ParameterSetName = "AsSecureString")]
    public SwitchParameter AsSecureString { get; set; }

    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter MaskInput { get; set; }

    protected override void BeginProcessing()
    {
        if (Prompt is not null)
        {
            Host.UI.Write($"{LanguagePrimitives.ConvertTo<string>(Prompt)}: ");
        }

        if (AsSecureString)
        {
            WriteObject(Host.UI.ReadLineAsSecureString());
        }
        else if (MaskInput)
        {
            using var secret = Host.UI.ReadLineAsSecureString();
            WriteObject(new System.Net.NetworkCredential(string.Empty, secret).Password);
        }
        else
        {
            WriteObject(Host.UI.ReadLine());
        }
    }
}
