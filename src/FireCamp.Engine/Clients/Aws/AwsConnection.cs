using Amazon;
using Amazon.DynamoDBv2;
using Amazon.EC2;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using FireCamp.Engine.Clients.Aws.Wire;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>One way to AWS in one region: its clients share connections, credentials, pace and count.</summary>
/// <remarks>Clients are made when they are first asked for. Whoever has no AWS makes no connection, and so loads none of its libraries.</remarks>
public sealed class AwsConnection : IDisposable
{
    private readonly HttpMessageHandler transport;
    private readonly AwsPaces paces;
    private readonly Lazy<AWSCredentials> credentials;
    private readonly List<IDisposable> made = [];
    private readonly Lock gate = new();

    public AwsConnection(AwsSettings settings, TimeProvider time)
    {
        (Settings, Time) = (settings, time);
        paces = new AwsPaces(time);
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50), UseCookies = false,
        };
        transport = settings.Around?.Invoke(sockets) ?? sockets;
        credentials = new(FindCredentials);
        Ec2 = Client(() => new AmazonEC2Client(credentials.Value, Configured(new AmazonEC2Config())));
        DynamoDb = Client(() => new AmazonDynamoDBClient(credentials.Value, Configured(new AmazonDynamoDBConfig())));
        Kms = Client(() => new AmazonKeyManagementServiceClient(credentials.Value, Configured(new AmazonKeyManagementServiceConfig())));
        Ecs = Client(() => new Ecs.EcsClient(Wire(AwsService.Ecs)));
        Logs = Client(() => new Logs.LogsClient(Wire(AwsService.Logs)));
        Route53 = Client(() => new Route53.Route53Client(Wire(AwsService.Route53)));
        CloudFormation = Client(() => new CloudFormation.CloudFormationClient(Wire(AwsService.CloudFormation)));
        AutoScaling = Client(() => new AutoScaling.AutoScalingClient(Wire(AwsService.AutoScaling)));
    }

    public AwsSettings Settings { get; }

    internal TimeProvider Time { get; }

    internal Lazy<AmazonEC2Client> Ec2 { get; }

    internal Lazy<AmazonDynamoDBClient> DynamoDb { get; }

    internal Lazy<AmazonKeyManagementServiceClient> Kms { get; }

    internal Lazy<Ecs.EcsClient> Ecs { get; }

    internal Lazy<Logs.LogsClient> Logs { get; }

    internal Lazy<Route53.Route53Client> Route53 { get; }

    internal Lazy<CloudFormation.CloudFormationClient> CloudFormation { get; }

    internal Lazy<AutoScaling.AutoScalingClient> AutoScaling { get; }

    public void Dispose()
    {
        lock (gate)
        {
            made.ForEach(m => m.Dispose());
        }

        transport.Dispose();
    }

    private AwsWire Wire(AwsService service) => new(service, credentials.Value, Configured(new AwsWireConfig(service, Settings)));

    private TConfig Configured<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        // An endpoint unsets the region, and has none of its own to sign for.
        if (Settings.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion ??= Settings.Region;
        }
        else if (config is AwsWireConfig wire)
        {
            // The environment may name another place.
            config.ServiceURL ??= wire.Place.ToString();
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Settings.Region);
        }

        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = Settings.Repeats;
        config.Timeout = Settings.AttemptTimeout;
        config.HttpClientFactory = new AwsHttpClients(transport, paces, Settings.AttemptTimeout, Time);
        return config;
    }

    private AWSCredentials FindCredentials()
    {
        if (Settings.Credentials is { } given)
        {
            return given;
        }

        if (Settings.Profile is not { } profile)
        {
            return Amazon.Runtime.Credentials.DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }

        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var found)
            ? found
            : throw new FireCampException("AwsCredentials", $"There is no AWS profile '{profile}' on this machine.",
                "Name a profile of ~/.aws/config or ~/.aws/credentials, or none for the usual chain.");
    }

    private Lazy<T> Client<T>(Func<T> make)
        where T : IDisposable
        => new(() =>
        {
            var client = AwsFailures.Translated(make);
            lock (gate)
            {
                made.Add(client);
            }

            return client;
        });
}
