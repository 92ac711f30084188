namespace FireCamp.Agent.Supervision;

/// <summary>A process to start.</summary>
/// <param name="Command">Program and arguments; the program is looked up on the environment's PATH.</param>
/// <param name="Environment">All of it: nothing is inherited from the agent.</param>
/// <param name="Folder">Where it starts. A volume's fence finds what uses the volume by this too.</param>
/// <param name="Account">Null for the agent's own.</param>
internal sealed record LaunchSpec(
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment,
    string Folder,
    UserAccount? Account)
{
    /// <summary>The container that it runs in; folder, program and account are that one's then. Null for the node itself.</summary>
    public ContainerInside? Inside { get; init; }
}
