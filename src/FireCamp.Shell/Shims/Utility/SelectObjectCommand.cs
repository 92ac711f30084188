using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = "DefaultParameter")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> last = new();
    private readonly List<PSObject> written = [];
    private ObjectProjection? projection;
    private long index = -1;
    private int taken;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    private bool HasFirst => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    private bool HasLast => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    protected override void BeginProcessing() =>
        projection = ObjectProjection.Create(Property, ExcludeProperty, ExpandProperty);

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        index++;
        if (Index?.Contains((int)index) == false || SkipIndex?.Contains((int)index) == true)
        {
            return;
        }

        if (HasLast || SkipLast > 0)
        {
            Hold(InputObject);
        }
        else if (index >= Skip && (!HasFirst || taken < First))
        {
            taken++;
            Emit(InputObject);
        }

        StopWhenDone();
    }

    protected override void EndProcessing()
    {
        if (HasLast)
        {
            foreach (var kept in last.SkipLast(Skip).TakeLast(Last))
            {
                Emit(kept);
            }
        }

        if (Unique)
        {
            WriteObject(written, enumerateCollection: true);
        }
    }

    private void Hold(PSObject input)
    {
        if (HasFirst && taken < First)
        {
            taken++;
            Emit(input);
            return;
        }

        last.Enqueue(input);
        if (HasLast && last.Count > Last + Skip)
        {
            last.Dequeue();
        }
        else if (!HasLast && last.Count > SkipLast)
        {
            var next = last.Dequeue();
            if (index - SkipLast >= Skip)
            {
                Emit(next);
            }
        }
    }

    private void Emit(PSObject input)
    {
        foreach (var result in projection!.Apply(input, WriteError))
        {
            if (!Unique)
            {
                WriteObject(result);
            }
            else if (!written.Exists(known => ObjectIdentity.Same(known, result, CaseInsensitive)))
            {
                written.Add(result);
            }
        }
    }

    // The commands before this one need not produce what nobody takes.
    private void StopWhenDone()
    {
        var firstIsFull = HasFirst && !HasLast && !Unique && taken >= First;
        var indexIsPast = Index is { Length: > 0 } && !HasFirst && !HasLast && !Unique && index >= Index.Max();
        if (!Wait && (firstIsFull || indexIsPast))
        {
            UpstreamStop.Throw(this);
        }
    }
}
