using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Docker.DotNet;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

/// <summary>The answers are those of Docker 20.10 in the lab.</summary>
public sealed class SwarmFaultTests
{
    private const string NoLeader =
        "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online.";

    private const string Worker =
        "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state.";

    private const string Nobody =
        "This node is not a swarm manager. Use \\\"docker swarm init\\\" or \\\"docker swarm join\\\" to connect this node to swarm and try again.";

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, NoLeader, "SwarmUnavailable", true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, Worker, "NotSwarmManager", false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, Nobody, "NotInSwarm", false)]
    [InlineData(HttpStatusCode.BadRequest, "rpc error: code = InvalidArgument desc = name must be valid", "SwarmRefused", false)]
    public void Of_Answer_SaysWhatItMeans(HttpStatusCode status, string text, string id, bool temporary)
    {
        var fault = SwarmFault.Of("Listing the swarm's nodes", "tcp://m1:2376", Answer(status, text));

        Assert.Equal((id, temporary), (fault.ErrorId, fault.IsTemporary));
        Assert.StartsWith("Listing the swarm's nodes failed: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("tcp://m1:2376", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rpc error", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoAnswer_IsTemporaryUnlessTheCertificatesAreWrong()
    {
        Assert.True(Of(new OperationCanceledException()).IsTemporary);
        Assert.True(Of(new HttpRequestException("no", new SocketException((int)SocketError.ConnectionRefused))).IsTemporary);
        Assert.Equal("SwarmNotTrusted", Of(new HttpRequestException("no", new AuthenticationException("not signed"))).ErrorId);
    }

    [Fact]
    public void IsConflict_OnlyWhenSomebodyElseWasQuicker()
    {
        Assert.True(SwarmFault.IsConflict(Answer(HttpStatusCode.InternalServerError, "rpc error: code = Unknown desc = update out of sequence")));
        Assert.True(SwarmFault.IsConflict(Answer(HttpStatusCode.Conflict, "name conflicts with an existing object")));
        Assert.False(SwarmFault.IsConflict(Answer(HttpStatusCode.InternalServerError, NoLeader)));
    }

    private static FireCampException Of(Exception error) => SwarmFault.Of("Asking", "tcp://m1:2376", error);

    private static DockerApiException Answer(HttpStatusCode status, string text) => new(status, $$"""{"message":"{{text}}"}""");
}
