namespace FireCamp.Engine.Operations;

/// <summary>What a step does. It runs again if the engine dies before its result is logged: it ensures, and never creates.</summary>
public delegate Task StepAction<in TPlan>(TPlan plan, StepContext context, CancellationToken cancel);
