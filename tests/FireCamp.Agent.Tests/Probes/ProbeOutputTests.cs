using FireCamp.Agent.Probes;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Tests.Probes;

public sealed class ProbeOutputTests
{
    [Fact]
    public void Read_OfAPrimary_IsReadyAndCaughtUp()
        => Assert.Equal(new ProbeAnswer(true, MemberRole.Primary, true, ""), ProbeOutput.Read(["ready=true", "role=primary"], null));

    [Fact]
    public void Read_OfAReplicaBehind_IsReadyAndNotCaughtUp()
        => Assert.Equal(
            new ProbeAnswer(true, MemberRole.Replica, false, "", 4096),
            ProbeOutput.Read(["ready=true", "role=replica", "caught-up=false", "lag=4096", "noise"], null));

    [Fact]
    public void Read_WithoutRoles_IsCaughtUpWhenReady()
        => Assert.Equal(new ProbeAnswer(true, MemberRole.None, true, ""), ProbeOutput.Read([" ready = true "], null));

    [Fact]
    public void Read_OfAFailedProbe_IsNotReadyForThatReason()
        => Assert.Equal(ProbeAnswer.NotReady("exit code 2") with { Role = MemberRole.Replica },
            ProbeOutput.Read(["ready=true", "role=replica"], "exit code 2") with { CaughtUp = false });

    [Fact]
    public void Read_WithAReason_SaysThatOne()
        => Assert.Equal("recovering = from a crash", ProbeOutput.Read(["ready=false", "reason=recovering = from a crash"], null).Reason);

    [Fact]
    public void Read_OfNothing_IsNotReadyYet() => Assert.Equal(ProbeAnswer.NotReady("not ready yet"), ProbeOutput.Read([], null));
}
