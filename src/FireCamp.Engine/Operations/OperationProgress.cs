namespace FireCamp.Engine.Operations;

/// <summary>How far an operation is.</summary>
/// <param name="OperationId">The operation's id.</param>
/// <param name="Step">The step that is at work, with its item: <c>start-members/mypg-1</c>.</param>
/// <param name="Done">Step items that are done.</param>
/// <param name="Total">Step items in all.</param>
/// <param name="Message">What is going on, for people.</param>
public sealed record OperationProgress(string OperationId, string Step, int Done, int Total, string Message);
