using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "NoException")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    [Alias("Msg")]
    [AllowNull]
    [AllowEmptyString]
    public string? Message { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "WithException")]
    public Exception? Exception { get; set; }

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "ErrorRecord")]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public string ErrorId { get; set; } = string.Empty;

    [Parameter(ParameterSetName = "NoException")]
    [Parameter(ParameterSetName = "WithException")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string RecommendedAction { get; set; } = string.Empty;

    [Parameter]
    [Alias("Activity")]
    public string CategoryActivity { get; set; } = string.Empty;

    [Parameter]
    [Alias("Reason")]
    public string CategoryReason { get; set; } = string.Empty;

    [Parameter]
    public string CategoryTargetName { get; set; } = string.Empty;

    [Parameter]
    public string CategoryTargetType { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        var record = ErrorRecord is { } given ? new ErrorRecord(given, null) : NewRecord();
        Describe(record);

        // The error is about the line that calls this cmdlet, in whatever function that stands.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            FireCamp.Shell.Shims.Internals.ErrorOrigin.Set(record, caller);
            record.CategoryInfo.Activity = CategoryActivity.Length > 0 ? CategoryActivity : "Write-Error";
        }

        WriteError(record);
    }

    private ErrorRecord NewRecord()
    {
        var exception = Exception ?? new WriteErrorException(Message ?? string.Empty);
        var record = new ErrorRecord(
            exception, ErrorId.Length > 0 ? ErrorId : exception.GetType().FullName, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message))
        {
            record.ErrorDetails = new ErrorDetails(Message);
        }

        return record;
    }

    private void Describe(ErrorRecord record)
    {
        if (RecommendedAction.Length > 0)
        {
            record.ErrorDetails ??= new ErrorDetails(Message ?? record.Exception.Message);
            record.ErrorDetails.RecommendedAction = RecommendedAction;
        }

        SetWhenGiven(CategoryReason, value => record.CategoryInfo.Reason = value);
        SetWhenGiven(CategoryTargetName, value => record.CategoryInfo.TargetName = value);
        SetWhenGiven(CategoryTargetType, value => record.CategoryInfo.TargetType = value);
        SetWhenGiven(CategoryActivity, value => record.CategoryInfo.Activity = value);
    }

    private static void SetWhenGiven(string value, Action<string> set)
    {
        if (value.Length > 0)
        {
            set(value);
        }
    }
}
