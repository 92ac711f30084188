using System.Diagnostics.CodeAnalysis;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Volumes;
using FireCamp.Lab.Swarm;

namespace FireCamp.Swarm.Tests;

/// <summary>The swarm that all tests share: n1 to n3 are managers, n4 and n5 workers in the zones a and b.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "xunit makes it")]
public sealed class LabFixture : IAsyncLifetime
{
    /// <summary>Longer than any test takes.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private SwarmLab? lab;
    private string missing = "";

    public SwarmLab Lab => lab ?? throw new InvalidOperationException("There is no lab.");

    public async ValueTask InitializeAsync()
    {
        missing = await SwarmLabRequirements.MissingAsync();
        if (missing.Length == 0)
        {
            var options = new SwarmLabOptions { Nodes = 5, Managers = 3, Parts = ["nodes", "registry"] };
            lab = await SwarmLab.UpAsync("platform", options, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => lab?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Skips the test where the lab can't run.</summary>
    public void Require() => Assert.SkipUnless(missing.Length == 0, $"missing: {missing}");

    /// <summary>Connects through the managers' TCP ports, as from an admin's machine.</summary>
    public SwarmConnection Connect(params string[] endpoints) => new(
        new SwarmConnectionSpec
        {
            Endpoints = endpoints,
            CaFile = Lab.Env["LAB_TLS_CA"],
            CertificateFile = Lab.Env["LAB_TLS_CERTIFICATE"],
            KeyFile = Lab.Env["LAB_TLS_KEY"],
        },
        TimeProvider.System);

    /// <summary>A node's Docker API.</summary>
    public string Endpoint(int node) => Lab.Env["LAB_DOCKER_TCP_HOSTS"].Split(',')[node - 1];

    public static SwarmPlatform PlatformOf(SwarmConnection swarm, IMetadataStore store, IVolumeProvider volumes, SwarmMemberOptions options)
        => new(
            options, swarm, store, new MemberFence(store, volumes, _ => false, TimeProvider.System), new LeaseSight(store, TimeProvider.System));

    public static CancellationTokenSource DeadlineOf()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        return deadline;
    }
}
