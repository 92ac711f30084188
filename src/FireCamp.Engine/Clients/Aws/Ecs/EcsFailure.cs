namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>Why a reply lacks one of the things that were asked for.</summary>
/// <param name="Reason"><c>MISSING</c> where there is no such thing; <c>RESOURCE:MEMORY</c> and the like for a task that can't be placed.</param>
internal sealed record EcsFailure(string? Arn, string? Reason, string? Detail)
{
    public bool IsMissing => Reason == "MISSING";

    public override string ToString() => string.Join(" ", new[] { Arn, Reason, Detail }.Where(t => !string.IsNullOrEmpty(t)));
}
