using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>AWS refuses a call, or can't be reached.</summary>
/// <remarks>
/// Ids: <c>AwsCredentials</c>, <c>AwsDenied</c>, <c>AwsQuota</c>, <c>AwsCapacity</c>, <c>AwsBusy</c>, <c>AwsUnreachable</c>, <c>AwsFailed</c>.
/// </remarks>
public sealed class AwsException : FireCampException
{
    private readonly bool isTemporary;

    internal AwsException(string errorId, string message, string nextStep, bool isTemporary, Exception? inner)
        : base(errorId, message, nextStep, inner)
        => this.isTemporary = isTemporary;

    /// <summary>AWS's own word for it, such as <c>VolumeInUse</c>; empty when no answer came.</summary>
    public string Code { get; internal init; } = "";

    /// <summary>By which AWS's support finds the call; null when no answer came.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>No answer came: what was asked for may have been done.</summary>
    public bool MayHaveBeenDone { get; internal init; }

    public override bool IsTemporary => isTemporary;

    public override string? Outage => ErrorId is "AwsUnreachable" or "AwsBusy" ? "AWS" : null;

    internal bool Is(params ReadOnlySpan<string> codes) => codes.Contains(Code);
}
