using Amazon.DynamoDBv2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>What DynamoDB's refusals mean.</summary>
internal static class DynamoRefusals
{
    private static readonly string[] Passing =
        ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "InternalServerError"];

    /// <summary>It depends on what lies in the table; sending it again changes nothing.</summary>
    public static bool IsOfContent(AwsException e)
        => e.InnerException is ConditionalCheckFailedException or TransactionCanceledException or ResourceNotFoundException or ResourceInUseException
            || e.Is("ValidationException");

    /// <summary>Another write was in the way; nothing was written.</summary>
    public static bool IsConflict(AwsException e)
        => e.InnerException is TransactionConflictException or TransactionInProgressException
            || (e.InnerException is TransactionCanceledException && FailedCondition(e) is null && Reasons(e).Any(r => Passing.Contains(r.Code)));

    /// <summary>The number of a transaction's part whose condition didn't hold; null when they did.</summary>
    public static int? FailedCondition(AwsException e)
        => Reasons(e).FindIndex(r => r.Code == "ConditionalCheckFailed") is var index and >= 0 ? index : null;

    private static List<CancellationReason> Reasons(AwsException e)
        => e.InnerException is TransactionCanceledException { CancellationReasons: { } reasons } ? reasons : [];
}
