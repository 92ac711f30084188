using FireCamp.Engine.Clients.Aws.CloudFormation;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs.Stack;

/// <summary>CloudFormation couldn't make, change or delete a cluster's stack.</summary>
public sealed class StackFailedException : FireCampException
{
    /// <summary>What CloudFormation says of those that failed because another one did.</summary>
    private const string Cancelled = "cancelled";

    internal StackFailedException(string stack, string status, IEnumerable<StackEvent> events)
        : base("StackFailed", $"Stack {stack} is {status}: {WhyOf(events)}.",
            "Put right what that resource lacks, then repeat; what was made is used, and a stack that was rolled back is made anew.")
        => Target = stack;

    // The first failure in time is the cause.
    private static string WhyOf(IEnumerable<StackEvent> newestFirst)
    {
        var failed = newestFirst.Reverse().Where(e => e.IsFailure && e.Reason?.Contains(Cancelled, StringComparison.OrdinalIgnoreCase) != true)
            .DistinctBy(e => e.LogicalId).Select(e => $"{e.LogicalId} ({e.ResourceType}) {e.Status}: {e.Reason?.TrimEnd('.')}").ToList();
        return failed.Count > 0 ? string.Join("; ", failed) : "CloudFormation names no cause";
    }
}
