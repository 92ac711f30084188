using System.Management.Automation;

namespace FireCamp.MiniPester.Commands;

/// <summary>The operators as switches.</summary>
public abstract class ShouldOperatorParameters : PSCmdlet
{
    [Parameter]
    [Alias("EQ")]
    public SwitchParameter Be { get; set; }

    [Parameter]
    [Alias("CEQ")]
    public SwitchParameter BeExactly { get; set; }

    [Parameter]
    public SwitchParameter BeTrue { get; set; }

    [Parameter]
    public SwitchParameter BeFalse { get; set; }

    [Parameter]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter]
    public SwitchParameter Match { get; set; }

    [Parameter]
    [Alias("CMATCH")]
    public SwitchParameter MatchExactly { get; set; }

    [Parameter]
    public SwitchParameter BeLike { get; set; }

    [Parameter]
    public SwitchParameter BeLikeExactly { get; set; }

    [Parameter]
    public SwitchParameter HaveCount { get; set; }

    [Parameter]
    public SwitchParameter Contain { get; set; }

    [Parameter]
    public SwitchParameter ContainExactly { get; set; }

    [Parameter]
    public SwitchParameter BeIn { get; set; }

    [Parameter]
    [Alias("GT")]
    public SwitchParameter BeGreaterThan { get; set; }

    [Parameter]
    [Alias("GE")]
    public SwitchParameter BeGreaterOrEqual { get; set; }

    [Parameter]
    [Alias("LT")]
    public SwitchParameter BeLessThan { get; set; }

    [Parameter]
    [Alias("LE")]
    public SwitchParameter BeLessOrEqual { get; set; }

    [Parameter]
    [Alias("HaveType")]
    public SwitchParameter BeOfType { get; set; }

    [Parameter]
    public SwitchParameter Exist { get; set; }

    [Parameter]
    public SwitchParameter Throw { get; set; }

    /// <summary>The one operator that the call names.</summary>
    protected string OperatorName
    {
        get
        {
            var named = MyInvocation.BoundParameters.Keys.Where(Operators.Contains).ToList();
            return named is [var one]
                ? one
                : throw new PSArgumentException(
                    $"Should needs one operator, such as -Be; this call has {named.Count}.");
        }
    }

    private static HashSet<string> Operators { get; } = [.. typeof(ShouldOperatorParameters).GetProperties()
        .Where(property => property.PropertyType == typeof(
            SwitchParameter) && property.DeclaringType == typeof(ShouldOperatorParameters))
        .Select(property => property.Name)];
}
