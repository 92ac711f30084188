namespace FireCamp.Engine.Operations;

/// <summary>Passes a port's progress on to the step's, on the calling thread.</summary>
internal sealed class StepReport(StepContext context) : IProgress<string>
{
    public void Report(string value) => context.Report(value);
}
