using System.Net;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>Keeps names in any DNS server that takes signed dynamic updates (RFC 2136, RFC 8945), over TCP.</summary>
/// <remarks>
/// What is right already is not written again. After an update the server is asked whether it answers as wanted; where it
/// doesn't answer this machine's queries, that it accepted the update is enough. A server that is silent for
/// <see cref="Rfc2136Settings.Timeout"/> is left for the next one; a refusal is final.
/// </remarks>
public sealed class Rfc2136DnsProvider : IDnsProvider
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    private readonly Rfc2136Settings settings;
    private readonly TimeProvider time;

    /// <exception cref="InvalidInputException">The settings are wrong; names every mistake.</exception>
    public Rfc2136DnsProvider(Rfc2136Settings settings, TimeProvider? time = null)
    {
        settings.Check();
        (this.settings, this.time) = (settings, time ?? TimeProvider.System);
    }

    /// <summary>Always: a server that doesn't answer is an error and not a reason to do without names.</summary>
    public bool IsAvailable => true;

    /// <exception cref="InvalidInputException">A host doesn't lie in the domain, or an address is none; names all of them.</exception>
    /// <exception cref="DnsException">A server refuses, or none answers.</exception>
    public Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel)
    {
        var mistakes = addressByHost.SelectMany(e => Mistakes(e.Key, e.Value)).ToList();
        return mistakes.Count > 0
            ? throw new InvalidInputException("DnsNamesInvalid", $"Names of {settings.Domain}", mistakes)
            : ChangeAsync([.. addressByHost.Select(e => new HostChange(DomainNames.Normal(e.Key), IPAddress.Parse(e.Value)))], cancel);
    }

    /// <summary>Hosts outside of the domain have no record of this cluster, and are left alone.</summary>
    /// <exception cref="DnsException">A server refuses, or none answers.</exception>
    public Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel)
        => ChangeAsync(
            [.. hosts.Where(h => DomainNames.IsWithin(h, settings.Domain)).Select(h => new HostChange(DomainNames.Normal(h), null))],
            cancel);

    /// <summary>All of the domain, by a transfer of the zone; of several addresses of a host the first by its text.</summary>
    /// <exception cref="DnsException">A server refuses, or none answers.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel)
    {
        var listed = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await AtOneServerAsync(
            async session =>
            {
                listed.Clear();
                var zone = await session.TransferAsync(cancel).ConfigureAwait(false);
                var own = zone.Where(r => DomainNames.IsWithin(r.Host, settings.Domain)).Select(r => (r.Host, Text: r.Address.ToString()));
                foreach (var (host, address) in own.OrderBy(r => r.Text, StringComparer.Ordinal))
                {
                    listed.TryAdd(host, address);
                }
            },
            cancel).ConfigureAwait(false);
        return listed;
    }

    private async Task ChangeAsync(IReadOnlyList<HostChange> wanted, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (wanted.Count == 0)
        {
            return;
        }

        await AtOneServerAsync(
            async session =>
            {
                var wrong = await FindWrongAsync(session, wanted, cancel).ConfigureAwait(false);
                // A server drops an address beside an alias without a word (RFC 2136, 3.4.2.2).
                if (wrong.Find(w => w.Change.Address is not null && w.Seen?.Alias is not null) is { Seen: not null } aliased)
                {
                    throw session.Failures.Aliased(aliased.Change.Host, aliased.Seen.Alias!);
                }

                var changes = wrong.Select(w => w.Change).ToList();
                foreach (var message in HostChange.Messages(changes))
                {
                    await session.UpdateAsync(message, cancel).ConfigureAwait(false);
                }

                await VerifyAsync(session, changes, cancel).ConfigureAwait(false);
            },
            cancel).ConfigureAwait(false);
    }

    // A server that passes updates on to the primary answers as before until it has fetched the zone.
    private async Task VerifyAsync(DnsSession session, IReadOnlyList<HostChange> changes, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var wrong = (await FindWrongAsync(session, changes, cancel).ConfigureAwait(false)).Where(w => w.Seen is not null).ToList();
            if (wrong.Count == 0)
            {
                return;
            }

            if (time.GetElapsedTime(started) > settings.Timeout)
            {
                var (change, seen) = wrong[0];
                throw session.Failures.NotServed(change.Host, seen!.ToString(), change.Address?.ToString() ?? "nothing");
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Those that aren't as wanted, and what is seen of them: null where the server doesn't say.</summary>
    private static async Task<List<(HostChange Change, HostAnswer? Seen)>> FindWrongAsync(
        DnsSession session, IReadOnlyList<HostChange> wanted, CancellationToken cancel)
    {
        var wrong = new List<(HostChange, HostAnswer?)>();
        foreach (var change in wanted)
        {
            HostAnswer? seen = null;
            try
            {
                seen = await session.FindAsync(change.Host, cancel).ConfigureAwait(false);
            }
            catch (DnsException e) when (e.IsRefusal)
            {
                // It may take updates all the same.
            }

            if (seen?.Is(change.Address) != true)
            {
                wrong.Add((change, seen));
            }
        }

        return wrong;
    }

    private async Task AtOneServerAsync(Func<DnsSession, Task> work, CancellationToken cancel)
    {
        DnsException? silent = null;
        foreach (var server in settings.Servers)
        {
            cancel.ThrowIfCancellationRequested();
            using var session = new DnsSession(settings, server, time);
            try
            {
                await work(session).ConfigureAwait(false);
                return;
            }
            catch (DnsException e) when (e.IsSilence || silent is not null)
            {
                // What a secondary says matters less than that the primary is silent: with it, all would be well.
                silent = silent is null
                    ? e
                    : new DnsException(silent.ErrorId, $"{silent.Message} {e.Message}", silent.NextStep, isTemporary: true, silent);
            }
        }

        throw silent!;
    }

    private IEnumerable<Mistake> Mistakes(string host, string address)
    {
        if (!DomainNames.IsWithin(host, settings.Domain) || !ARSoft.Tools.Net.DomainName.TryParse(host, out _))
        {
            yield return new Mistake(host, $"it is no name in {settings.Domain}");
        }

        if (!IPAddress.TryParse(address, out _))
        {
            yield return new Mistake(host, $"'{address}' is no address");
        }
    }
}
