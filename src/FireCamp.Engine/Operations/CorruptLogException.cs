using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation's log tells what no run can have written. Nothing was changed.</summary>
public sealed class CorruptLogException : FireCampException
{
    public CorruptLogException(StepState state, StepEvent @event)
        : this($"event {@event} can't follow when a step is {state}")
    {
    }

    internal CorruptLogException(string why)
        : base(
            "CorruptLog",
            $"The operation's log is corrupt: {why}.",
            "Restore the metadata store from a copy; the operation can't be run from this log.")
    {
    }
}
