using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "MemberSet")]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "MemberSet")]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "MemberSet")]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 2, ParameterSetName = "MemberSet")]
    public object? Value { get; set; }

    [Parameter(Position = 3, ParameterSetName = "MemberSet")]
    public object? SecondValue { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    public string NotePropertyName { get; set; } = string.Empty;

    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "NotePropertySingleMemberSet")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "NotePropertyMultiMemberSet")]
    public IDictionary NotePropertyMembers { get; set; } = new Hashtable();

    [Parameter]
    public string? TypeName { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var member in NewMembers())
        {
            Add(member);
        }

        if (TypeName is not null)
        {
            InputObject.TypeNames.Insert(0, TypeName);
        }

        if (PassThru)
        {
            WriteObject(InputObject);
        }
    }

    private IEnumerable<PSMemberInfo> NewMembers() => ParameterSetName switch
    {
        "NotePropertySingleMemberSet" => [new PSNoteProperty(NotePropertyName, NotePropertyValue)],
        "NotePropertyMultiMemberSet" => NotePropertyMembers.Cast<DictionaryEntry>()
            .Select(entry => new PSNoteProperty(entry.Key.ToString(), entry.Value)),
        _ => [NewMember()],
    };

    private PSMemberInfo NewMember() => MemberType switch
    {
        PSMemberTypes.NoteProperty => new PSNoteProperty(Name, Value),
        PSMemberTypes.AliasProperty => SecondValue is null
            ? new PSAliasProperty(Name, LanguagePrimitives.ConvertTo<string>(Value))
            : new PSAliasProperty(
                Name, LanguagePrimitives.ConvertTo<string>(Value), LanguagePrimitives.ConvertTo<Type>(SecondValue)),
        PSMemberTypes.ScriptProperty => new PSScriptProperty(Name, Script(Value), Script(SecondValue)),
        PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, Script(Value)),
        PSMemberTypes.PropertySet => new PSPropertySet(Name, LanguagePrimitives.ConvertTo<string[]>(Value)),
        PSMemberTypes.MemberSet => new PSMemberSet(Name),
        _ => throw new PSArgumentException($"Members of type {MemberType} can't be added."),
    };

    private static ScriptBlock? Script(object? value) =>
        value is null ? null : LanguagePrimitives.ConvertTo<ScriptBlock>(value);

    private void Add(PSMemberInfo member)
    {
        if (InputObject.Members[member.Name] is { } existing)
        {
            if (!Force || !existing.IsInstance)
            {
                WriteError(new ErrorRecord(
                    new InvalidOperationException(
                        $"Cannot add a member with the name \"{member.Name}\" because a member with "
                        + "that name already exists. To overwrite the member anyway, add the Force parameter to your command."),
                    "MemberAlreadyExists", ErrorCategory.InvalidOperation, InputObject));
                return;
            }

            InputObject.Members.Remove(member.Name);
        }

        InputObject.Members.Add(member);
    }
}
