using System.Management.Automation;

namespace FireCamp.PowerShell.Arguments;

/// <summary>Lets a time span be written as seconds or as text such as <c>500ms</c>, <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
/// <remarks>Without it PowerShell would read the number 60 as 60 ticks.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => DurationText.Read(inputData) is { } span ? span : inputData;
}
