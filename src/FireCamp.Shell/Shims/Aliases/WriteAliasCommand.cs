using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Alias and New-Alias share.</summary>
public abstract class WriteAliasCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = string.Empty;

    [Parameter]
    public string Scope { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>True when an alias of the name may be there already.</summary>
    protected abstract bool MayReplace { get; }

    protected override void ProcessRecord()
    {
        if (!MayReplace && SessionState.InvokeCommand.GetCommand(Name, CommandTypes.Alias) is not null)
        {
            WriteError(new ErrorRecord(
                new SessionStateException(
                    $"The alias is not allowed, because an alias with the name '{Name}' already exists."),
                "AliasAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        if (ShouldProcess($"Name: {Name} Value: {Value}", "Set Alias"))
        {
            // The alias provider writes to the scope it is called from, which for a cmdlet is the caller's.
            var scope = Scope.Length > 0 ? $"{Scope}:" : string.Empty;
            var written = InvokeProvider.Item.Set([$"Alias:{scope}{Name}"], Value, Force, literalPath: true);
            WriteObject(PassThru ? written : [], enumerateCollection: true);
        }
    }
}
