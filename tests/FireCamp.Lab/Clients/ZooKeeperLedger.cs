using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Numbers as znodes, written through one session of ZooKeeper's client program (zkCli), which goes to another member by itself.</summary>
public sealed partial class ZooKeeperLedger : ILedger
{
    private const string Root = "/ledger";

    private readonly ConcurrentDictionary<long, TaskCompletionSource> pending = new();
    private readonly Process client;

    private ZooKeeperLedger(Process client)
    {
        this.client = client;
        _ = Task.Run(() => ReadAnswersAsync(client.StandardOutput));
        _ = Task.Run(() => ReadAnswersAsync(client.StandardError));
    }

    /// <param name="members">Those that the session may be with.</param>
    public static async Task<ZooKeeperLedger> OpenAsync(IReadOnlyList<Endpoint> members, CancellationToken cancel)
    {
        // Of two that open one, one makes it.
        await new ZooKeeperShell(members).AskAsync($"create {Root}", cancel);
        return new ZooKeeperLedger(new ZooKeeperShell(members).Open());
    }

    public async Task AppendAsync(long number, CancellationToken cancel)
    {
        var answer = pending.GetOrAdd(number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await client.StandardInput.WriteLineAsync($"create {Root}/{number}".AsMemory(), cancel);
        await client.StandardInput.FlushAsync(cancel);
        await answer.Task.WaitAsync(cancel);
    }

    /// <summary>Nothing: the session looks for another member by itself, and a new one would take a second to begin.</summary>
    public void Forget()
    {
    }

    public async Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel)
    {
        var listed = await new ZooKeeperShell([member]).AskAsync($"ls {Root}", cancel);
        var list = listed.Split('\n').LastOrDefault(l => l.StartsWith('['))
            ?? throw new IOException($"{member.Member} doesn't list {Root}: {listed}");
        return list.Trim('[', ']', ' ', '\r').Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToHashSet();
    }

    public ValueTask DisposeAsync()
    {
        if (!client.HasExited)
        {
            client.Kill();
        }

        client.Dispose();
        return ValueTask.CompletedTask;
    }

    // What was made names the node; so does the error of one that wasn't.
    private async Task ReadAnswersAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            // The client also echoes what it is told.
            var isMade = line.Contains($"Created {Root}/", StringComparison.Ordinal);
            if ((isMade || line.Contains("KeeperErrorCode", StringComparison.Ordinal))
                && Node().Match(line) is { Success: true } node && pending.TryRemove(long.Parse(node.Groups[1].Value), out var answer))
            {
                _ = isMade ? answer.TrySetResult() : answer.TrySetException(new IOException(line));
            }
        }

        foreach (var (_, waiting) in pending)
        {
            waiting.TrySetException(new IOException("ZooKeeper's client has ended."));
        }
    }

    [GeneratedRegex(@"/ledger/([0-9]+)")]
    private static partial Regex Node();
}
