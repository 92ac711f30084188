using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.References;

/// <summary>Names a scheduled task; PowerShell makes one of a name, or of a task.</summary>
public sealed class ScheduledTaskReference
{
    public ScheduledTaskReference(string name) => Name = name;

    public ScheduledTaskReference(ScheduledTask task) => Name = task.Name;

    public ScheduledTaskReference(PSObject value) => Name = ReferenceText.Required(value, "Name");

    public string Name { get; }

    public override string ToString() => Name;
}
