using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using ARSoft.Tools.Net.Dns.DynamicUpdate;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>Signed questions and updates to one server. Each has its deadline, and every answer but a refusal must be signed.</summary>
internal sealed class DnsSession : IDisposable
{
    /// <summary>How far clocks may differ, as servers usually have it.</summary>
    private static readonly TimeSpan Fudge = TimeSpan.FromMinutes(5);

    /// <summary>A transfer may take as often the time of one answer.</summary>
    private const int MostMessages = 10;

    private readonly Rfc2136Settings settings;
    private readonly TimeProvider time;
    private readonly DnsTransport transport;
    private readonly DnsClient client;
    private readonly DnsFailures failures;

    public DnsSession(Rfc2136Settings settings, IPEndPoint server, TimeProvider time)
    {
        (this.settings, this.time) = (settings, time);
        transport = new DnsTransport(server);
        failures = new DnsFailures(settings, server);
        // The deadline that counts is this class's: the library's is only not to come first.
        client = new DnsClient([server.Address], [transport], true, (int)(2 * MostMessages * settings.Timeout).TotalMilliseconds)
        {
            Is0x20ValidationEnabled = false,
        };
    }

    public DnsFailures Failures => failures;

    /// <summary>What this server, as one of the zone's own, has for the host; null when it doesn't say.</summary>
    public async Task<HostAnswer?> FindAsync(string host, CancellationToken cancel)
    {
        var addresses = new List<IPAddress>();
        string? alias = null;
        foreach (var type in (RecordType[])[RecordType.A, RecordType.Aaaa])
        {
            var answer = await AskAsync(DnsRequest.Query, host, type, cancel).ConfigureAwait(false);
            if (!answer.IsAuthoritiveAnswer)
            {
                return null;
            }

            var own = answer.AnswerRecords.Where(r => DomainNames.Normal(r.Name.ToString()) == host).ToList();
            addresses.AddRange(own.OfType<AddressRecordBase>().Select(r => r.Address));
            alias = own.OfType<CNameRecord>().FirstOrDefault() is { } found ? DomainNames.Normal(found.CanonicalName.ToString()) : alias;
        }

        return new HostAnswer(addresses, alias);
    }

    /// <summary>All names of the zone that have addresses.</summary>
    public async Task<IReadOnlyList<(string Host, IPAddress Address)>> TransferAsync(CancellationToken cancel)
    {
        var answer = await AskAsync(DnsRequest.Transfer, settings.Zone, RecordType.Axfr, cancel).ConfigureAwait(false);
        return [.. answer.AnswerRecords.OfType<AddressRecordBase>().Select(r => (DomainNames.Normal(r.Name.ToString()), r.Address))];
    }

    /// <summary>Each host has its address and no other, all or none of them.</summary>
    public async Task UpdateAsync(IReadOnlyList<HostChange> changes, CancellationToken cancel)
    {
        var message = new DnsUpdateMessage { ZoneName = DomainName.Parse(settings.Zone), TSigOptions = Signature() };
        foreach (var change in changes)
        {
            var name = DomainName.Parse(change.Host);
            message.Updates.Add(new DeleteAllRecordsUpdate(name, RecordType.A));
            message.Updates.Add(new DeleteAllRecordsUpdate(name, RecordType.Aaaa));
            if (change.Address is not null)
            {
                message.Updates.Add(new AddRecordUpdate(Record(name, change.Address)));
            }
        }

        await ExchangeAsync(DnsRequest.Update, token => client.SendUpdateAsync(message, token), cancel).ConfigureAwait(false);
    }

    public void Dispose()
    {
        ((IDisposable)client).Dispose();
        transport.Dispose();
    }

    private Task<DnsMessage> AskAsync(DnsRequest request, string name, RecordType type, CancellationToken cancel)
    {
        var message = new DnsMessage { IsRecursionDesired = false, TSigOptions = Signature() };
        message.Questions.Add(new DnsQuestion(DomainName.Parse(name), type, RecordClass.INet));
        return ExchangeAsync(request, token => client.SendMessageAsync(message, token), cancel);
    }

    private async Task<T> ExchangeAsync<T>(DnsRequest request, Func<CancellationToken, Task<T?>> send, CancellationToken cancel)
        where T : DnsMessageBase
    {
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        using var whole = new CancellationTokenSource(MostMessages * settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, whole.Token, cancel);
        // A large zone comes in many messages; each may take its time.
        transport.Begin(() => limit.CancelAfter(settings.Timeout));
        T? answer = null;
        try
        {
            answer = await send(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whose deadline it was is said below.
        }

        cancel.ThrowIfCancellationRequested();
        var isLate = limit.IsCancellationRequested || whole.IsCancellationRequested;
        if (isLate || transport.Fault is not null || transport.Answer is null)
        {
            var why = isLate ? $"within {settings.Timeout.TotalSeconds:0.#} s" : transport.Fault?.Message ?? "none came";
            throw failures.Silent(why, transport.Fault);
        }

        ThrowIfRefused(request, transport.Answer);
        return answer?.TSigOptions is { ValidationResult: ReturnCode.NoError } ? answer : throw failures.Unsigned();
    }

    private void ThrowIfRefused(DnsRequest request, byte[] answer)
    {
        DnsMessage raw;
        try
        {
            raw = DnsMessage.Parse(answer);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw failures.Silent("what came is no DNS message", e);
        }

        if (failures.Find(request, raw.ReturnCode, raw.TSigOptions?.Error ?? ReturnCode.NoError) is { } failure)
        {
            throw failure;
        }
    }

    private TSigRecord Signature() => new(DomainName.Parse(settings.Key.Name), TsigAlgorithms.Of(settings.Key),
        time.GetUtcNow().UtcDateTime, Fudge, 0, ReturnCode.NoError, null, settings.Key.Secret);

    private AddressRecordBase Record(DomainName name, IPAddress address)
    {
        var seconds = (int)settings.TimeToLive.TotalSeconds;
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? new AaaaRecord(name, seconds, address)
            : new ARecord(name, seconds, address);
    }
}
