using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>A subject can't be changed before the unfinished operation on it is finished. Nothing was changed.</summary>
public sealed class OperationUnfinishedException : FireCampException
{
    internal OperationUnfinishedException(Operation unfinished)
        : base("OperationUnfinished", Text(unfinished), Advice(unfinished)) => Operation = unfinished;

    public Operation Operation { get; }

    private static string Text(Operation o)
        => $"{o.Subject} can't be changed now: operation {o.Id} ({o.Name}), begun by {o.Actor} at {o.StartedAt:u}, is unfinished"
           + (o.Runner is null ? $" ({o.State}{(o.Step is null ? "" : $" at step '{o.Step}'")})." : $"; {o.Runner} runs it.");

    private static string Advice(Operation o)
        => (o.Runner is null ? "" : "Wait for it to end. If its session is gone: ")
           + $"Resume-FireCampOperation {o.Id}{(o.CanUndo ? $", or Undo-FireCampOperation {o.Id}" : "")}; then repeat the command.";
}
