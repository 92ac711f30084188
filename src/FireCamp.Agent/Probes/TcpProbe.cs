using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using FireCamp.Agent.Members;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Probes;

/// <summary>A probe that talks to one of the member's ports: sends a text and reads the answer with patterns.</summary>
/// <remarks>Without patterns a connection that is taken means ready.</remarks>
internal sealed class TcpProbe(PreparedMember member, ProbeSpec spec, TimeProvider time) : IProbe
{
    private const int LongestAnswer = 256 * 1024;

    /// <summary>How long the line must be quiet, once the answer says whether the member is ready, to count as complete.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    private readonly string send = member.Resolve(spec.Send ?? "");
    private readonly ILookup<string, (Regex Pattern, string Value)> matches = spec.Matches.ToLookup(
        m => m.Key,
        m => (new Regex(m.Pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, TimeSpan.FromMilliseconds(200)), m.Value));

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(spec.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            var answer = await TalkAsync(either.Token).ConfigureAwait(false);
            return matches.Count == 0
                ? ProbeOutput.Read(new Dictionary<string, string> { ["ready"] = "true" }, null)
                : ProbeOutput.Read(Values(answer), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ProbeAnswer.NotReady($"Port {spec.Port} did not answer within {spec.Timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return ProbeAnswer.NotReady($"Port {spec.Port}: {e.Message}");
        }
    }

    private async Task<string> TalkAsync(CancellationToken cancel)
    {
        var port = member.Spec.Workload.Ports.FirstOrDefault(p => p.Name == spec.Port)?.Number
            ?? throw new SocketException((int)SocketError.AddressNotAvailable);
        using var socket = member.Inside is { } inside ? await inside.OpenSocketAsync().ConfigureAwait(false) : ContainerInside.NewSocket();
        await socket.ConnectAsync(IPAddress.Parse(member.Spec.Address ?? "127.0.0.1"), port, cancel).ConfigureAwait(false);
        if (send.Length > 0)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(send), cancel).ConfigureAwait(false);
        }

        return matches.Count == 0 ? "" : await ReadAsync(socket, cancel).ConfigureAwait(false);
    }

    private async Task<string> ReadAsync(Socket socket, CancellationToken cancel)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (answer.Length < LongestAnswer)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            if (answer.Length > 0 && Values(answer.ToString()).ContainsKey("ready"))
            {
                quiet.CancelAfter(Quiet);
            }

            try
            {
                var count = await socket.ReceiveAsync(buffer, quiet.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                break;
            }
        }

        return answer.ToString();
    }

    private Dictionary<string, string> Values(string answer)
    {
        var values = new Dictionary<string, string>();
        foreach (var key in matches)
        {
            foreach (var (pattern, value) in key)
            {
                if (Match(pattern, answer) is { Success: true } match)
                {
                    values[key.Key] = value.Replace("$1", match.Groups[1].Value, StringComparison.Ordinal);
                    break;
                }
            }
        }

        return values;
    }

    private static Match Match(Regex pattern, string answer)
    {
        try
        {
            return pattern.Match(answer);
        }
        catch (RegexMatchTimeoutException)
        {
            return System.Text.RegularExpressions.Match.Empty;
        }
    }
}
