using System.Net;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Agent.Api;

/// <summary>Keeps the certificate that an agent shows good: renewed before it expires, and when the cluster's authority is replaced.</summary>
internal sealed class IdentityDuty(NodeContext node, string folder, IPAddress address)
{
    /// <summary>A change of the authority waits for all agents to have seen it.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Goes on until it is cancelled. While the store can't be read, what there is stays.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var authority = new ClusterAuthority(node.Cluster, node.Store, node.Secrets, TimeProvider.System);
        var keeper = new IdentityKeeper(authority, new AgentIdentityFiles(folder),
            c => authority.IssueNodeAsync(node.Node, [address.ToString()], c), TimeProvider.System);
        for (var said = false; ;)
        {
            try
            {
                if (await keeper.KeepAsync(cancel).ConfigureAwait(false))
                {
                    node.Log.Write($"The certificate files in '{folder}' were renewed.");
                }

                said = false;
            }
            catch (FireCampException e)
            {
                node.Log.WriteOnce(ref said, $"The certificate can't be looked after: {e.Message}");
            }

            await Task.Delay(Every, node.Time, cancel).ConfigureAwait(false);
        }
    }
}
