using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> seen = [];
    private bool anyInput;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public PSMemberViewTypes View { get; set; } = PSMemberViewTypes.Adapted | PSMemberViewTypes.Extended;

    [Parameter]
    public SwitchParameter Static { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        anyInput = true;
        var subject = Static
            ? PSObject.AsPSObject(InputObject.BaseObject as Type ?? InputObject.BaseObject.GetType())
            : InputObject;
        var typeName = Static ? ((Type)subject.BaseObject).FullName! : subject.TypeNames[0];
        if (!seen.Add(typeName))
        {
            return;
        }

        foreach (var member in Static ? MembersOfType(subject) : Members(subject))
        {
            WriteObject(new MemberDefinition(typeName, member.Name, member.MemberType, member.ToString()!));
        }
    }

    protected override void EndProcessing()
    {
        if (!anyInput)
        {
            WriteError(new ErrorRecord(
                new InvalidOperationException("You must specify an object for the Get-Member cmdlet."),
                "NoObjectInGetMember", ErrorCategory.CloseError, null));
        }
    }

    private IEnumerable<PSMemberInfo> Members(PSObject subject) => subject.Members
        .Where(member => (member.MemberType & MemberType) != 0 && IsWanted(member.Name))
        .Where(member => Force || !IsHidden(member))
        .OrderBy(member => member.MemberType)
        .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);

    // A type's own static members are reached the way a script reaches them, through its static adapter.
    private IEnumerable<PSMemberInfo> MembersOfType(PSObject subject)
    {
        var type = (Type)subject.BaseObject;
        var names = type.GetMembers(
            System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static
            | System.Reflection.BindingFlags.FlattenHierarchy).Select(member => member.Name).Distinct().Where(IsWanted);
        return names.Select(name => StaticMembers.Find(type, name)).OfType<PSMemberInfo>()
            .Where(member => (member.MemberType & MemberType) != 0)
            .OrderBy(member => member.MemberType).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
    }

    private bool IsWanted(string name) =>
        Name.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name));

    // Accessors and the members every object has would bury the rest.
    private static bool IsHidden(PSMemberInfo member) =>
        member.MemberType == PSMemberTypes.MemberSet
        || member is PSMethod && (member.Name.StartsWith("get_", StringComparison.Ordinal)
            || member.Name.StartsWith("set_", StringComparison.Ordinal)
            || member.Name.StartsWith("add_", StringComparison.Ordinal)
            || member.Name.StartsWith("remove_", StringComparison.Ordinal)
            || member.Name.StartsWith("op_", StringComparison.Ordinal));
}
