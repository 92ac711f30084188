using System.Xml.Linq;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <summary>Reads what CloudFormation tells of stacks.</summary>
internal static class StackXml
{
    public static Stack ReadStack(XElement stack) => new(
        stack.Required("StackName"),
        stack.Required("StackId"),
        stack.Required("StackStatus"),
        stack.Text("StackStatusReason"),
        Map(stack, "Parameters", "ParameterKey", "ParameterValue"),
        Map(stack, "Outputs", "OutputKey", "OutputValue"),
        Map(stack, "Tags", "Key", "Value"));

    public static StackEvent ReadEvent(XElement e) => new(
        e.Required("EventId"),
        e.Time("Timestamp") ?? default,
        e.Required("LogicalResourceId"),
        e.Text("PhysicalResourceId"),
        e.Required("ResourceType"),
        e.Required("ResourceStatus"),
        e.Text("ResourceStatusReason"));

    public static StackResource ReadResource(XElement r)
        => new(r.Required("LogicalResourceId"), r.Text("PhysicalResourceId"), r.Required("ResourceType"), r.Required("ResourceStatus"));

    public static StackChange ReadChange(XElement change)
    {
        var resource = change.Find("ResourceChange") ?? change;
        return new StackChange(
            resource.Required("Action"), resource.Required("LogicalResourceId"), resource.Required("ResourceType"), resource.Text("Replacement"));
    }

    private static Dictionary<string, string> Map(XElement within, string list, string key, string value)
        => within.Items(list).GroupBy(i => i.Required(key)).ToDictionary(g => g.Key, g => g.Last().Required(value));
}
