namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <summary>What a stack is to be.</summary>
/// <param name="Template">Its text, up to 51,200 bytes.</param>
/// <param name="Token">Makes a repeat the same call.</param>
internal sealed record StackRequest(string Name, string Template, string? Token = null)
{
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Parameters that stay as they are.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Such as <c>CAPABILITY_NAMED_IAM</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];
}
