namespace FireCamp.Engine.Clients.Aws;

/// <summary>A service of AWS that FireCamp speaks to without the SDK's own client, as its API's model describes it.</summary>
/// <param name="Id">As the SDK names it; <c>AWS_ENDPOINT_URL_ID</c> says where it answers.</param>
/// <param name="Host">The first part of its host name.</param>
/// <param name="Signing">What requests are signed for.</param>
/// <param name="Target">With JSON, what stands before an operation's name.</param>
internal sealed record AwsService(string Id, string Host, string Signing, string Version, string Target = "")
{
    public static readonly AwsService AutoScaling = new("Auto Scaling", "autoscaling", "autoscaling", "2011-01-01");

    public static readonly AwsService CloudFormation = new("CloudFormation", "cloudformation", "cloudformation", "2010-05-15");

    public static readonly AwsService Ecs = new("ECS", "ecs", "ecs", "2014-11-13", "AmazonEC2ContainerServiceV20141113");

    public static readonly AwsService Logs = new("CloudWatch Logs", "logs", "logs", "2014-03-28", "Logs_20140328");

    public static readonly AwsService Route53 = new("Route 53", "route53", "route53", "2013-04-01") { IsGlobal = true };

    /// <summary>One place for all regions of a partition, which has a region of its own to sign for.</summary>
    public bool IsGlobal { get; private init; }

    /// <summary>The service's own place.</summary>
    public Uri EndpointIn(string region)
    {
        var domain = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return new Uri((IsGlobal, IsGovernment(region)) switch
        {
            (true, true) => $"https://{Host}.us-gov.{domain}",
            (true, false) => $"https://{Host}.{domain}",
            _ => $"https://{Host}.{region}.{domain}",
        });
    }

    public string SigningRegionIn(string region) => (IsGlobal, region) switch
    {
        (false, _) => region,
        (true, _) when region.StartsWith("cn-", StringComparison.Ordinal) => "cn-northwest-1",
        (true, _) when IsGovernment(region) => "us-gov-west-1",
        _ => "us-east-1",
    };

    private static bool IsGovernment(string region) => region.StartsWith("us-gov-", StringComparison.Ordinal);
}
