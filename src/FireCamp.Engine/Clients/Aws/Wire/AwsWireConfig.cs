using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>The SDK's settings for a service that it has no client of here.</summary>
internal sealed class AwsWireConfig : ClientConfig
{
    private static readonly DefaultConfiguration Usual = new() { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };

    private readonly AwsService service;

    public AwsWireConfig(AwsService service, AwsSettings settings)
        : base(new DefaultConfigurationProvider([Usual]))
    {
        this.service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.Signing;
        AuthenticationRegion = service.SigningRegionIn(settings.Region);
        Place = service.EndpointIn(settings.Region);
    }

    /// <summary>Where the service answers, unless <see cref="ClientConfig.ServiceURL"/> says otherwise.</summary>
    public Uri Place { get; }

    public override string ServiceVersion => service.Version;

    public override string UserAgent => "FireCamp";

    public override string RegionEndpointServiceName => service.Host;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL);
}
