using System.Management.Automation;

namespace FireCamp.PowerShell.Arguments;

/// <summary>Lets a moment be written as how long ago it was: <c>5m</c>, or a time span. Dates are PowerShell's to read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => DurationText.Read(inputData) is { } span ? TimeProvider.System.GetUtcNow() - span : inputData;
}
