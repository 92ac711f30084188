using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Alias", DefaultParameterSetName = "Default")]
[OutputType(typeof(AliasInfo))]
public sealed class GetAliasCommand : PSCmdlet
{
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Default")]
    public string[] Name { get; set; } = ["*"];

    [Parameter(Mandatory = true, ParameterSetName = "Definition")]
    public string[] Definition { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Definition")
        {
            var patterns = Definition.Select(text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase)).ToList();
            WriteObject(
                Find("*").Where(
                    alias => patterns.Exists(pattern => pattern.IsMatch(alias.Definition))), enumerateCollection: true);
            return;
        }

        foreach (var name in Name)
        {
            var found = Find(name).ToList();
            WriteObject(found, enumerateCollection: true);
            if (found is [] && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new ItemNotFoundException(
                        $"This command cannot find a matching alias because an alias with the name '{name}' does not exist."),
                    "ItemNotFoundException", ErrorCategory.ObjectNotFound, name));
            }
        }
    }

    private IEnumerable<AliasInfo> Find(string name) => SessionState.InvokeCommand
        .GetCommands(name, CommandTypes.Alias, nameIsPattern: true).Cast<AliasInfo>()
        .OrderBy(alias => alias.Name, StringComparer.OrdinalIgnoreCase);
}
