using FireCamp.Agent.Members;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Probes;

/// <summary>A probe that runs a command as the member's user; its standard output is the answer.</summary>
internal sealed class CommandProbe(CommandRunner runner, PreparedMember member, ProbeSpec spec) : IProbe
{
    private const int MostLines = 1000;

    // Where a kind's scripts say what they are doing, if they do.
    private readonly FileInfo phase = new(Path.Combine(member.Folder, "run", "phase"));

    public DateTime? Said
    {
        get
        {
            phase.Refresh();
            return phase.Exists ? phase.LastWriteTimeUtc : null;
        }
    }

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancel)
    {
        var lines = new List<string>();
        string? lastError = null;
        CommandEnd end;
        try
        {
            end = await runner.RunAsync(member.Launch(spec.Command!), null, spec.Timeout, Take, cancel).ConfigureAwait(false);
        }
        catch (FireCampException e)
        {
            return ProbeAnswer.NotReady($"The probe did not run: {e.Message}");
        }

        var failure = end switch
        {
            { TimedOut: true } => $"The probe did not answer within {spec.Timeout.TotalSeconds:0.#} s.",
            { ExitCode: not 0 } => lastError ?? $"The probe ended with {Signals.Describe(end.ExitCode)}.",
            _ => null,
        };
        return ProbeOutput.Read(lines, failure);

        void Take(string stream, string line)
        {
            if (stream == "err")
            {
                lastError = line;
            }
            else if (lines.Count < MostLines)
            {
                lines.Add(line);
            }
        }
    }
}
