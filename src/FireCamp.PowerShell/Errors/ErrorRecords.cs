using System.Management.Automation;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Secrets;

namespace FireCamp.PowerShell.Errors;

/// <summary>The one place where exceptions become error records.</summary>
internal static class ErrorRecords
{
    /// <summary>
    /// Whether an exception is one that a person can act on, and so an error of the item rather than a fault of the
    /// cmdlet.
    /// </summary>
    public static bool IsExpected(Exception exception)
        => exception is FireCampException or IOException or UnauthorizedAccessException or TimeoutException;

    /// <param name="target">What the cmdlet was working on; used where the exception doesn't say itself.</param>
    public static ErrorRecord From(Exception exception, object? target)
    {
        if (exception is not FireCampException known)
        {
            return new ErrorRecord(exception, exception.GetType().Name, CategoryOf(exception), target);
        }

        // PowerShell prints the recommended action below the message.
        return new ErrorRecord(known, known.ErrorId, CategoryOf(known), known.Target ?? target)
        {
            ErrorDetails = new ErrorDetails(known.Message) { RecommendedAction = known.NextStep },
        };
    }

    private static ErrorCategory CategoryOf(Exception exception) => exception switch
    {
        NotFoundException => ErrorCategory.ObjectNotFound,
        AlreadyExistsException => ErrorCategory.ResourceExists,
        InvalidInputException => ErrorCategory.InvalidArgument,
        OperationBlockedException or TimeoutException => ErrorCategory.OperationTimeout,
        OperationFailedException { Errors: [var cause, ..] } => CategoryOf(cause),
        RevisionConflictException or OperationUnfinishedException or OperationRunningException => ErrorCategory.ResourceBusy,
        AgentUnreachableException => ErrorCategory.ConnectionError,
        StoreDamagedException or BackupDamagedException or BackupTooNewException or BackupParentException => ErrorCategory.InvalidData,
        BackupStoreException => ErrorCategory.ResourceUnavailable,
        SecretException or BackupKeyException => ErrorCategory.SecurityError,
        UnauthorizedAccessException => ErrorCategory.PermissionDenied,
        FireCampException { IsTemporary: true } or IOException => ErrorCategory.ResourceUnavailable,
        FireCampException => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.NotSpecified,
    };
}
