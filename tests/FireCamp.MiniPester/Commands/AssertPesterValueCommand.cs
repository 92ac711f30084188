using System.Management.Automation;
using FireCamp.MiniPester.Assertions;
using FireCamp.MiniPester.Running;

namespace FireCamp.MiniPester.Commands;

/// <summary>Should. The operators are switches, of which a call names one; their names are Pester's.</summary>
[Cmdlet(VerbsLifecycle.Assert, "PesterValue")]
[Alias("Should")]
public sealed class AssertPesterValueCommand : ShouldOperatorParameters
{
    private readonly List<object?> piped = [];

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? ActualValue { get; set; }

    [Parameter(Position = 0)]
    [Alias("RegularExpression", "ExpectedType", "ExpectedMessage")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? ExpectedValue { get; set; }

    [Parameter(Position = 1)]
    public string? ErrorId { get; set; }

    [Parameter(Position = 2)]
    public Type? ExceptionType { get; set; }

    [Parameter]
    public string? Because { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput)
        {
            piped.Add(ActualValue);
        }
    }

    protected override void EndProcessing()
    {
        var actual = !MyInvocation.ExpectingInput
            ? ActualValue : piped.Count == 1 ? piped[0] : piped is [] ? null
            : piped.ToArray();
        var failure = OperatorName switch
        {
            "Throw" => CheckThrow(actual),
            "Exist" => CheckExist(actual),
            var name => ShouldOperators.Find(name).Check(new Comparison(actual, ExpectedValue), Not, Because),
        };
        if (failure is not null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new AssertionFailedException(failure), "PesterAssertionFailed", ErrorCategory.InvalidResult, actual));
        }
    }

    private string? CheckThrow(object? actual)
    {
        var script = Values.Bare(actual) as ScriptBlock
            ?? throw new PSArgumentException("Should -Throw needs a script block: { … } | Should -Throw");
        var thrown = Run(script);
        var expectation = new ThrowExpectation(
            ExpectedValue is null ? null : Values.Text(ExpectedValue), ErrorId, ExceptionType);
        var failure = expectation.Check(thrown, Not, Because);
        if (failure is null && PassThru)
        {
            WriteObject(thrown);
        }

        return failure;
    }

    private ErrorRecord? Run(ScriptBlock script)
    {
        try
        {
            InvokeCommand.InvokeScript(useLocalScope: true, script, input: null);
            return null;
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            return ThrownError.RecordOf(error);
        }
    }

    private string? CheckExist(object? actual)
    {
        var path = Values.Text(actual);
        var exists = path.Length > 0 && InvokeProvider.Item.Exists(path);
        var comparison = new ShouldOperator("Exist", _ => exists, "the path to exist", "the path not to exist");
        return comparison.Check(new Comparison(path, null), Not, Because);
    }
}
