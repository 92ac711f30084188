using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Members;

/// <summary>A member whose place on this node is fit for it: volumes attached, files written, secrets at hand.</summary>
/// <param name="Folder">Its data volume's content; its processes start there.</param>
/// <param name="Account">Null for the agent's own.</param>
/// <param name="Environment">All of its processes' environment, secrets included: never to be shown or logged.</param>
/// <param name="Secrets">By id, for what is resolved later. Never to be shown or logged.</param>
internal sealed record PreparedMember(
    MemberSpec Spec,
    string Folder,
    UserAccount? Account,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>The container that it runs in; folder and account are that one's then. Null where it is the agent's child.</summary>
    public ContainerInside? Inside { get; init; }

    /// <summary>Puts secrets in the place of their placeholders.</summary>
    public string Resolve(string text) => SecretPlaceholder.Resolve(text, id => Secrets[id]);

    /// <summary>How to run a command next to the member's process.</summary>
    /// <param name="added">Added to the environment for this one; may hold placeholders of the member's own secrets.</param>
    public LaunchSpec Launch(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? added = null)
    {
        var environment = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in added ?? new Dictionary<string, string>())
        {
            environment[name] = Resolve(value);
        }

        return new LaunchSpec(command, environment, Folder, Account) { Inside = Inside };
    }

    public override string ToString() => Spec.Name;
}
