using System.Collections;
using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Members;

/// <summary>Runs a command inside a member, and writes its output line by line.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FireCampCommand", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class InvokeFireCampCommandCommand : ConnectedCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceReference Service { get; set; } = null!;

    /// <summary>Program and arguments.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromRemainingArguments = true)]
    public string[] Command { get; set; } = [];

    /// <summary>The members to run it in; the primary by default, or the first where there is none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    [SupportsWildcards]
    public string[] Member { get; set; } = [];

    /// <summary>What the command reads from its standard input: lines.</summary>
    [Parameter]
    [AllowEmptyString]
    public string[] StandardInput { get; set; } = [];

    /// <summary>Added to the member's environment for this one process.</summary>
    [Parameter]
    public Hashtable Environment { get; set; } = [];

    [Parameter]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(Service.Cluster, cancel);
        var members = Member.Length > 0 || Service.Member is not null
            ? await MemberNames.FindAsync(cluster, Service, Member, cancel)
            : [await PrimaryAsync(cluster, cancel)];
        await ForEachAsync(members, member => ExecuteAsync(cluster, member, cancel));
    }

    private async Task ExecuteAsync(ClusterEngine cluster, Member member, CancellationToken cancel)
    {
        if (!ShouldProcess($"member '{member.Name}' of service '{member.Service}'", $"Run {Command[0]}"))
        {
            return;
        }

        var output = new PipelineLines(line => WriteObject(line));
        var result = await cluster.ExecuteAsync(member.Service, member.Name, Request(), output, cancel);
        SessionState.PSVariable.Set("global:LASTEXITCODE", result.ExitCode);
        if (result.TimedOut || result.ExitCode != 0)
        {
            throw Failed(member.Name, result);
        }

        if (result.ErrorOutput.Length > 0)
        {
            WriteWarning(result.ErrorOutput.TrimEnd());
        }
    }

    private async Task<Member> PrimaryAsync(ClusterEngine cluster, CancellationToken cancel)
    {
        var members = await cluster.ListMembersAsync(Service.Name, cancel);
        return members.FirstOrDefault(m => m.Role == MemberRole.Primary)
            ?? (members.Count > 0 ? members[0] : throw new NotFoundException("Service", Service.Name, "See Get-FireCampService."));
    }

    private ExecRequest Request() => new()
    {
        Command = Command,
        Environment = Environment.Cast<DictionaryEntry>().ToDictionary(e => $"{e.Key}", e => $"{e.Value}"),
        StandardInput = StandardInput.Length > 0 ? string.Concat(StandardInput.Select(line => $"{line}\n")) : null,
        Timeout = Timeout,
    };

    private FireCampException Failed(string member, ExecResult result)
    {
        var why = result.TimedOut ? $"did not end within {Timeout.TotalSeconds:F0} s and was killed" : $"ended with exit code {result.ExitCode}";
        var said = result.ErrorOutput.Trim();
        return new FireCampException(
            result.TimedOut ? "CommandTimedOut" : "CommandFailed",
            $"'{Command[0]}' in member '{member}' {why}{(said.Length > 0 ? $": {said}" : ".")}",
            result.TimedOut ? "Give it more time with -Timeout." : "The exit code is in $LASTEXITCODE.")
        {
            Target = member,
        };
    }
}
