namespace FireCamp.Testing.Operations;

/// <summary>Stands in for an action of a step: gets its name (<c>name/item</c>) and the action itself.</summary>
public delegate Task StepHook(string step, Func<Task> action);
