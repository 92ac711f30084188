using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FireCamp.PowerShell.Arguments;

namespace FireCamp.PowerShell.Tests.Arguments;

public sealed class DurationTextTests
{
    // As typed on a command line: PowerShell takes 90s for a short and 1d for a decimal number before anybody is asked.
    [Theory]
    [InlineData("90s", "00:01:30")]
    [InlineData("1d", "1.00:00:00")]
    [InlineData("5m", "00:05:00")]
    [InlineData("500ms", "00:00:00.5")]
    [InlineData("2h", "02:00:00")]
    [InlineData("60", "00:01:00")]
    [InlineData("1.5", "00:00:01.5")]
    [InlineData("'90s'", "00:01:30")]
    [InlineData("([int16]3)", "00:00:03")]
    [InlineData("([timespan]'00:00:07')", "00:00:07")]
    public void Read_AsTypedOnACommandLine_IsWhatWasMeant(string typed, string expected)
    {
        using var runspace = RunspaceFactory.CreateRunspace(State());
        runspace.Open();
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = runspace;
        var read = Assert.Single(shell.AddScript($"Read-Duration -Timeout {typed}").Invoke());
        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), read.BaseObject);
    }

    private static InitialSessionState State()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Read-Duration", typeof(ReadDurationCommand), null));
        return state;
    }

    [Cmdlet(VerbsCommunications.Read, "Duration")]
    public sealed class ReadDurationCommand : PSCmdlet
    {
        [Parameter]
        [Transforming]
        public TimeSpan Timeout { get; set; }

        protected override void ProcessRecord() => WriteObject(Timeout);
    }

    [AttributeUsage(AttributeTargets.Property)]
    public sealed class TransformingAttribute : ArgumentTransformationAttribute
    {
        public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
            => DurationText.Read(inputData) is { } span ? span : inputData;
    }
}
