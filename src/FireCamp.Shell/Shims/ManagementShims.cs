using Microsoft.PowerShell.Commands;

namespace FireCamp.Shell.Shims;

/// <summary>The shims of Microsoft.PowerShell.Management.</summary>
internal static class ManagementShims
{
    // A list, since finding them by reflection would cost every start.
    public static Type[] All { get; } =
    [
        typeof(AddContentCommand),
        typeof(ClearContentCommand),
        typeof(ClearItemCommand),
        typeof(ConvertPathCommand),
        typeof(CopyItemCommand),
        typeof(GetChildItemCommand),
        typeof(GetContentCommand),
        typeof(GetItemCommand),
        typeof(GetItemPropertyCommand),
        typeof(GetLocationCommand),
        typeof(GetPSDriveCommand),
        typeof(GetProcessCommand),
        typeof(InvokeItemCommand),
        typeof(JoinPathCommand),
        typeof(MoveItemCommand),
        typeof(NewItemCommand),
        typeof(PopLocationCommand),
        typeof(PushLocationCommand),
        typeof(RemoveItemCommand),
        typeof(RenameItemCommand),
        typeof(ResolvePathCommand),
        typeof(SetContentCommand),
        typeof(SetItemCommand),
        typeof(SetLocationCommand),
        typeof(SplitPathCommand),
        typeof(StartProcessCommand),
        typeof(StopProcessCommand),
        typeof(TestPathCommand),
        typeof(WaitProcessCommand),
    ];
}
