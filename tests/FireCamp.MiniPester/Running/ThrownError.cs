using System.Management.Automation;

namespace FireCamp.MiniPester.Running;

/// <summary>What a script's catch block would have as <c>$_</c>.</summary>
internal static class ThrownError
{
    /// <summary>Returns the record with the exception itself, where the engine left only a stand-in for it.</summary>
    public static ErrorRecord RecordOf(RuntimeException error) =>
        error.ErrorRecord.Exception is ParentContainsErrorRecordException
            ? new ErrorRecord(error.ErrorRecord, error)
            : error.ErrorRecord;
}
