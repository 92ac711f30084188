using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : PathCommand
{
    private bool yesToAll;
    private bool noToAll;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    protected override void Process(string path)
    {
        foreach (var found in ResolvePaths(path))
        {
            var isFull = InvokeProvider.Item.IsContainer(found)
                && InvokeProvider.ChildItem.HasChild(found, Force, true);
            var question = $"The item at {found} has children and the Recurse parameter was not specified. If you continue, "
                + "all children will be removed with the item. Are you sure you want to continue?";
            if (!isFull || Recurse || ShouldContinue(question, "Confirm", ref yesToAll, ref noToAll))
            {
                var context = new ProviderContext(
                    this).WithFilters(Filter, null, null).With(Force, true, null).WithPassThru(false);
                InvokeProvider.Item.Remove(found, Recurse || isFull, context.Value);
            }
        }
    }

    protected override object? FindDynamicParameters() =>
        InvokeProvider.Item.RemoveItemDynamicParameters(Path.FirstOrDefault(".")!, Recurse, Context);

    // All paths are found before the first is removed, or the listing would change while it is read.
    private List<string> ResolvePaths(string path) =>
        [.. SessionState.Path.GetResolvedPSPathFromPSPath(path, Context).Select(found => found.Path)];
}
