namespace FireCamp.Engine.Operations;

/// <summary>A kind of change: a list of steps that carries out a plan.</summary>
public interface IOperation<TPlan>
{
    /// <summary>Lasting: it is stored in operation records.</summary>
    string Name { get; }

    /// <summary>Done in this order; undone in the reverse, from the failed step inclusive.</summary>
    IReadOnlyList<Step<TPlan>> Steps { get; }

    /// <summary>
    /// Whether an error that will not pass by itself takes back what was done; otherwise the operation waits for resume
    /// or undo.
    /// </summary>
    bool UnwindsOnFailure { get; }
}
