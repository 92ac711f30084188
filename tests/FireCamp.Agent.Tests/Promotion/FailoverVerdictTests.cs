using FireCamp.Agent.Promotion;
using FireCamp.Agent.Tests.Nodes;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Agent.Tests.Promotion;

/// <summary>When agents promote without asking anybody.</summary>
public sealed class FailoverVerdictTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 5_000_000L, null)]
    [InlineData("1MB", 1_048_576L, null)]
    [InlineData("1MB", 1_048_577L, "1048577 bytes would be missing, and 1MB is the most that may.")]
    [InlineData("1MB", null, "it isn't known whether more than 1MB would be missing.")]
    public void WhyNot_ByWhatIsMissing(string? most, long? missing, string? why)
        => Assert.Equal(why, FailoverVerdict.WhyNot(Plan(most is null ? null : ByteSize.Parse(most), missing)));

    [Fact]
    public void WhyNot_AMemberThatDoesNotAnswer_IsNamed()
        => Assert.Equal(
            "svc-2 doesn't answer, and may have more than svc-1.", FailoverVerdict.WhyNot(Plan(null, 0) with { Silent = ["svc-2"] }));

    private static PromotePrimaryPlan Plan(ByteSize? most, long? missing) => new()
    {
        Cluster = "t1",
        Request = new SwitchPrimaryRequest { Service = "svc", Force = true },
        Service = new ServiceSpec
        {
            Cluster = "t1",
            Name = "svc",
            Kind = "Fake",
            Version = "1",
            Options = new Dictionary<string, string>(),
            Memory = new ByteSize(1 << 20),
            FailoverAfter = TimeSpan.FromSeconds(5),
            FailoverMaxLag = most,
        },
        Shard = 0,
        From = TestWorkload.Member(0),
        FromIs = "lost",
        To = TestWorkload.Member(1),
        Missing = missing,
        Changes = [],
    };
}
