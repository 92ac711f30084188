using System.Collections;
using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Completion;

/// <summary>What a completer has to go by.</summary>
/// <param name="Parameter">The parameter whose value is completed.</param>
/// <param name="Bound">The values of other parameters on the line, as far as they are known.</param>
internal sealed record CompletionRequest(FireCampEngine Engine, string Parameter, IDictionary Bound)
{
    /// <summary>The text of another parameter's value; an object's own name; null when it isn't there.</summary>
    public string? Value(string parameter)
    {
        var value = Bound[parameter];
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        var one = plain is object[] { Length: > 0 } list ? list[0] : plain;
        return one is PSObject inner ? inner.BaseObject.ToString() : one?.ToString();
    }

    public async Task<ClusterEngine> ConnectAsync(CancellationToken cancel)
        => await Engine.ConnectAsync(ClusterName() ?? await DefaultCluster.FindAsync(Engine, cancel), cancel);

    private string? ClusterName()
        => LanguagePrimitives.TryConvertTo<ClusterReference>(Bound["Cluster"], out var cluster) ? cluster?.Name : null;
}
