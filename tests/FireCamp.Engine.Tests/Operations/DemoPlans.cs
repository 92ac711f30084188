using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Operations;

internal static class DemoPlans
{
    /// <summary>How plans are stored, <see cref="DemoPlan"/> among them.</summary>
    public static JsonTypeInfo<OperationPlan> Type { get; } = Make();

    private static JsonTypeInfo<OperationPlan> Make()
    {
        var resolver = DemoJson.Default.WithAddedModifier(type =>
        {
            if (type.Type == typeof(OperationPlan))
            {
                type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "operation" };
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(typeof(DemoPlan), DemoPlan.Name));
            }
        });
        var options = new JsonSerializerOptions(DemoJson.Default.Options) { TypeInfoResolver = resolver };
        return (JsonTypeInfo<OperationPlan>)options.GetTypeInfo(typeof(OperationPlan));
    }
}
