using Microsoft.PowerShell.Commands;

namespace FireCamp.Shell.Shims;

/// <summary>The shims of Microsoft.PowerShell.Utility.</summary>
internal static class UtilityShims
{
    // A list, since finding them by reflection would cost every start.
    public static Type[] All { get; } =
    [
        typeof(AddMemberCommand),
        typeof(AddTypeCommand),
        typeof(ClearVariableCommand),
        typeof(CompareObjectCommand),
        typeof(ConvertFromCsvCommand),
        typeof(ConvertFromJsonCommand),
        typeof(ConvertToCsvCommand),
        typeof(ConvertToJsonCommand),
        typeof(ExportCsvCommand),
        typeof(FormatCustomCommand),
        typeof(FormatListCommand),
        typeof(FormatTableCommand),
        typeof(FormatWideCommand),
        typeof(GetAliasCommand),
        typeof(GetDateCommand),
        typeof(GetHostCommand),
        typeof(GetMemberCommand),
        typeof(GetPSCallStackCommand),
        typeof(GetRandomCommand),
        typeof(GetUniqueCommand),
        typeof(GetVariableCommand),
        typeof(GroupObjectCommand),
        typeof(ImportCsvCommand),
        typeof(ImportPowerShellDataFileCommand),
        typeof(InvokeExpressionCommand),
        typeof(MeasureCommandCommand),
        typeof(MeasureObjectCommand),
        typeof(NewAliasCommand),
        typeof(NewGuidCommand),
        typeof(NewObjectCommand),
        typeof(NewTemporaryFileCommand),
        typeof(NewTimeSpanCommand),
        typeof(NewVariableCommand),
        typeof(OutFileCommand),
        typeof(OutStringCommand),
        typeof(ReadHostCommand),
        typeof(RemoveVariableCommand),
        typeof(SelectObjectCommand),
        typeof(SelectStringCommand),
        typeof(SetAliasCommand),
        typeof(SetVariableCommand),
        typeof(SortObjectCommand),
        typeof(StartSleepCommand),
        typeof(TeeObjectCommand),
        typeof(WriteDebugCommand),
        typeof(WriteErrorCommand),
        typeof(WriteHostCommand),
        typeof(WriteInformationCommand),
        typeof(WriteOutputCommand),
        typeof(WriteProgressCommand),
        typeof(WriteVerboseCommand),
        typeof(WriteWarningCommand),
    ];
}
