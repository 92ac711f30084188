using System.Text;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Puts agents on machines.</summary>
/// <param name="key">The file with the cluster's key.</param>
internal sealed class AgentInstaller(
    AgentInstallPlan plan, ClusterAuthority authority, AgentWait wait, string key, IProgress<AgentInstallProgress>? progress)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    private readonly RemoteShell shell = new(plan.Request.RemoteShell);
    private int done;

    /// <summary>Every node of the plan has the agent, and it is up. New ones come all at once; then upgrades, one after the other.</summary>
    /// <exception cref="FireCampException">
    /// Nodes failed, each named with its reason. An upgrade that fails ends it: the next ones are untouched.
    /// </exception>
    public async Task<IReadOnlyList<InstalledAgent>> RunAsync(CancellationToken cancel)
    {
        var first = plan.Nodes.Where(n => !n.IsUpgrade).ToList();
        List<InstalledAgent> all = [.. await AtOnceAsync(first, cancel).ConfigureAwait(false)];
        var rest = plan.Nodes.Where(n => n.IsUpgrade).ToList();
        foreach (var node in rest)
        {
            try
            {
                all.Add(await InstallAsync(node, cancel).ConfigureAwait(false));
            }
            catch (FireCampException e)
            {
                var untouched = rest.SkipWhile(n => n != node).Skip(1).Select(n => n.Name).ToList();
                throw Failed([(node, e)], untouched.Count > 0 ? $" Not touched: {string.Join(", ", untouched)}." : "");
            }
        }

        return all;
    }

    private async Task<IReadOnlyList<InstalledAgent>> AtOnceAsync(IReadOnlyList<AgentInstallNode> nodes, CancellationToken cancel)
    {
        var failures = new List<(AgentInstallNode, FireCampException)>();
        var results = await Task.WhenAll(nodes.Select(async node =>
        {
            try
            {
                return await InstallAsync(node, cancel).ConfigureAwait(false);
            }
            catch (FireCampException e)
            {
                lock (failures)
                {
                    failures.Add((node, e));
                }

                return null;
            }
        })).ConfigureAwait(false);
        return failures.Count == 0 ? [.. results.OfType<InstalledAgent>()] : throw Failed(failures, "");
    }

    private async Task<InstalledAgent> InstallAsync(AgentInstallNode node, CancellationToken cancel)
    {
        Tell(node, "Copying");
        var issued = await authority.IssueNodeAsync(node.Name, [node.Address], cancel).ConfigureAwait(false);
        var bundle = new AgentBundle(plan, node, node.Facts?.HasProgram == true ? null : plan.Program, issued, key);
        if (plan.Request.OutputPath is not null)
        {
            await bundle.WriteAsync(node.Host, cancel).ConfigureAwait(false);
            return Done(node, "Written");
        }

        var before = await wait.LookAsync(node, cancel).ConfigureAwait(false);
        await RunAsync(node, ["tar", "-xpf", "-", "-C", "/var/lib"], bundle.WriteAsync, SendLimit, cancel).ConfigureAwait(false);
        Tell(node, "Installing");
        var said = await RunAsync(node, ["sh", $"/var/lib/{AgentBundle.Folder}/install.sh"], null, InstallLimit, cancel).ConfigureAwait(false);
        Tell(node, "Waiting for the agent");
        await (plan.IsGuard(node)
            ? wait.UntilAsync(node, c => ProgramMissingAsync(node, c), cancel)
            : wait.UntilUpAsync(node, plan.Program.Folder, before, cancel)).ConfigureAwait(false);
        return Done(node, !node.IsUpgrade ? "Installed"
            : said.Contains("firecamp-install changed", StringComparison.Ordinal) ? "Upgraded" : "Unchanged");
    }

    private async Task<string> RunAsync(
        AgentInstallNode node, IReadOnlyList<string> command, Func<Stream, CancellationToken, Task>? input, TimeSpan limit, CancellationToken cancel)
    {
        var result = await shell.RunAsync(node.Host, command, input, limit, cancel).ConfigureAwait(false);
        return result.ExitCode == 0
            ? result.Output
            : throw new FireCampException("AgentInstallFailed", result.Words, "Mend it and run the command again.");
    }

    // It answers nobody and has no lease: that its program runs is all there is to see.
    private async Task<string?> ProgramMissingAsync(AgentInstallNode node, CancellationToken cancel)
    {
        var file = $"/var/lib/firecamp/clusters/{NameRules.Key(plan.Cluster)}/nodes/{NameRules.Key(node.Name)}/agent.pid";
        var script = Encoding.UTF8.GetBytes($"readlink \"/proc/$(cat {file})/exe\"\n");
        var result = await shell.RunAsync(node.Host, ["sh", "-s"], (s, c) => s.WriteAsync(script, c).AsTask(), LookLimit, cancel)
            .ConfigureAwait(false);
        return result.Output.Contains($"/{plan.Program.Folder}/", StringComparison.Ordinal) ? null : $"{plan.Program.Folder} doesn't run";
    }

    private InstalledAgent Done(AgentInstallNode node, string outcome)
    {
        Interlocked.Increment(ref done);
        Tell(node, outcome);
        return new InstalledAgent(plan.Cluster, node.Name, node.Host, plan.Program.Version, outcome);
    }

    private void Tell(AgentInstallNode node, string what) => progress?.Report(new(node.Name, what, Volatile.Read(ref done), plan.Nodes.Count));

    private FireCampException Failed(IReadOnlyList<(AgentInstallNode Node, FireCampException Error)> failures, string more)
        => new("AgentInstallFailed",
            $"The agent of cluster '{plan.Cluster}' is not up on "
                + $"{string.Join("; ", failures.Select(f => $"{f.Node.Name}: {f.Error.Message.TrimEnd('.')}"))}.{more}",
            "Mend what is named and run the command again: what is done stays done.", failures[0].Error)
        {
            Target = failures[0].Node.Name,
        };
}
