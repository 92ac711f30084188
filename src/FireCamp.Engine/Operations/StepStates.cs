namespace FireCamp.Engine.Operations;

/// <summary>Where the steps of an operation stand, folded from its log.</summary>
internal sealed class StepStates
{
    private readonly Dictionary<(string Step, string? Item), StepState> states = [];
    private readonly Lock gate = new();

    /// <exception cref="CorruptLogException">No run can have written this log.</exception>
    public static StepStates Of(IEnumerable<OperationLogEntry> log)
    {
        var result = new StepStates();
        foreach (var entry in log)
        {
            result.Apply(entry.Step, entry.Item, entry.Event);
        }

        return result;
    }

    public StepState this[string step, string? item]
    {
        get
        {
            lock (gate)
            {
                return states.GetValueOrDefault((step, item));
            }
        }
    }

    public void Apply(string step, string? item, StepEvent @event)
    {
        lock (gate)
        {
            states[(step, item)] = states.GetValueOrDefault((step, item)).Next(@event);
        }
    }

    public int Count(Func<StepState, bool> condition)
    {
        lock (gate)
        {
            return states.Values.Count(condition);
        }
    }
}
