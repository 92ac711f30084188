using System.Management.Automation;
using FireCamp.Engine.Operations;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>What progress bars show.</summary>
internal static class ProgressRecords
{
    private const int ActivityId = 1;

    public static ProgressRecord From(string activity, OperationProgress progress)
        => new(ActivityId, activity, progress.Message.Length > 0 ? progress.Message : progress.Step)
        {
            PercentComplete = progress.Total > 0 ? Math.Clamp(100 * progress.Done / progress.Total, 0, 100) : -1,
            CurrentOperation = progress.Step,
        };

    public static ProgressRecord Of(string activity, string status, int percent)
        => new(ActivityId, activity, status.Length > 0 ? status : activity) { PercentComplete = percent };

    public static ProgressRecord Completed(string activity)
        => new(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed };
}
