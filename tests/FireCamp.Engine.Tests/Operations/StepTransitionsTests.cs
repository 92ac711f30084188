using System.Text.RegularExpressions;
using CsCheck;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine.Tests.Operations;

public sealed class StepTransitionsTests
{
    private static readonly Gen<StepEvent[]> Logs = Gen.Enum<StepEvent>().Array[0, 8];

    [Theory]
    [InlineData(StepState.NotStarted, StepEvent.Started, StepState.Started)]
    [InlineData(StepState.Started, StepEvent.Started, StepState.Started)]
    [InlineData(StepState.Failed, StepEvent.Started, StepState.Started)]
    [InlineData(StepState.Started, StepEvent.Succeeded, StepState.Done)]
    [InlineData(StepState.Started, StepEvent.Failed, StepState.Failed)]
    [InlineData(StepState.Started, StepEvent.UndoStarted, StepState.Undoing)]
    [InlineData(StepState.Done, StepEvent.UndoStarted, StepState.Undoing)]
    [InlineData(StepState.Failed, StepEvent.UndoStarted, StepState.Undoing)]
    [InlineData(StepState.Undoing, StepEvent.UndoStarted, StepState.Undoing)]
    [InlineData(StepState.UndoFailed, StepEvent.UndoStarted, StepState.Undoing)]
    [InlineData(StepState.Undoing, StepEvent.UndoFinished, StepState.Undone)]
    [InlineData(StepState.Undoing, StepEvent.UndoFailed, StepState.UndoFailed)]
    public void Next_EventThatARunWrites_LeadsOn(StepState state, StepEvent @event, StepState expected)
        => Assert.Equal(expected, state.Next(@event));

    [Fact]
    public void Next_EveryPair_IsDecided()
    {
        var decided = 0;
        foreach (var state in Enum.GetValues<StepState>())
        {
            foreach (var @event in Enum.GetValues<StepEvent>())
            {
                decided += Record.Exception(() => state.Next(@event)) is null ? 1 : 0;
            }
        }

        Assert.Equal(12, decided);
    }

    /// <summary>The same machine said another way: tries to do it, the last of which may have succeeded, then tries to undo it.</summary>
    [Fact]
    public void Next_AnyLog_IsAcceptedExactlyWhenARunCanHaveWrittenIt() => Logs.Sample(log =>
    {
        var text = string.Concat(log.Select(e => "SDFufx"[(int)e]));
        var possible = Regex.IsMatch(text, "^$|^(S+F?)*(S+D)?$|^(S+F?)+u+(x?u+)*[fx]?$|^(S+F?)*S+Du+(x?u+)*[fx]?$");
        var accepted = Record.Exception(() => log.Aggregate(StepState.NotStarted, StepTransitions.Next)) is null;
        return accepted == possible;
    });

    [Fact]
    public void Of_ImpossibleLog_IsRefused()
    {
        OperationLogEntry[] log = [new("a", null, StepEvent.Succeeded, default, null)];
        Assert.Equal("CorruptLog", Assert.Throws<CorruptLogException>(() => StepStates.Of(log)).ErrorId);
    }
}
