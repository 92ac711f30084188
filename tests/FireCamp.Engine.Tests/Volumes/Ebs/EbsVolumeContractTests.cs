using FireCamp.Engine.Volumes;
using FireCamp.Testing.Aws;
using FireCamp.Testing.Volumes;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

/// <summary>The port's contract on EBS volumes of an emulator that are really formatted and mounted, by loop devices.</summary>
public sealed class EbsVolumeContractTests(AwsEmulator emulator) : VolumeProviderContract, IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private EbsFixture ebs = null!;

    protected override IVolumeProvider Provider => ebs.Provider;

    public async ValueTask InitializeAsync() => ebs = await EbsFixture.StartWithDisksAsync(emulator);

    public ValueTask DisposeAsync() => ebs?.DisposeAsync() ?? ValueTask.CompletedTask;
}
