using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>The operations that this version of FireCamp knows, by their lasting names.</summary>
/// <param name="planType">How plans are written: polymorphic, the operation's name being the discriminator.</param>
public sealed class OperationRegistry(JsonTypeInfo<OperationPlan> planType)
{
    private readonly Dictionary<string, BoundOperation> operations = [];

    internal JsonTypeInfo<OperationPlan> PlanType { get; } = planType;

    /// <summary>Makes an operation known; it carries out the plans that bear its name.</summary>
    public OperationRegistry Add<TPlan>(IOperation<TPlan> operation)
        where TPlan : OperationPlan
    {
        operations.Add(operation.Name, BoundOperation.Of(operation));
        return this;
    }

    internal BoundOperation? Find(string name) => operations.GetValueOrDefault(name);
}
