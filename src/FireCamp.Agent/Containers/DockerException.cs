using FireCamp.Engine.Model;

namespace FireCamp.Agent.Containers;

/// <summary>The node's dockerd doesn't answer, or refuses.</summary>
internal sealed class DockerException(string what, string why, Exception? inner = null)
    : FireCampException("DockerFailed", $"Docker can't be asked for {what}: {why}", "See that dockerd runs on this node, and its log.", inner)
{
    /// <summary>What went wrong, in Docker's words where it said something.</summary>
    public string Why => why;

    public override bool IsTemporary => true;
}
