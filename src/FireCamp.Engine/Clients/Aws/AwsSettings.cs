using Amazon.Runtime;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>Which AWS is spoken to, and how patiently.</summary>
public sealed record AwsSettings
{
    /// <summary>Such as <c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Where every service answers instead of AWS's own places, for emulators; null for AWS.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A profile of the shared credentials file; null for the SDK's usual chain: environment, profile, container, instance role.</summary>
    public string? Profile { get; init; }

    /// <summary>How long one request may take; one that takes longer is sent again. Default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is sent again that failed in a way that passes. Default 5: about half a minute.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>For tests: the credentials themselves.</summary>
    internal AWSCredentials? Credentials { get; init; }

    /// <summary>For tests: sees every request after it was signed.</summary>
    internal Func<HttpMessageHandler, HttpMessageHandler>? Around { get; init; }
}
