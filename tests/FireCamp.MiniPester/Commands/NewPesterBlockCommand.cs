using System.Management.Automation;
using FireCamp.MiniPester.Model;
using FireCamp.MiniPester.Running;

namespace FireCamp.MiniPester.Commands;

/// <summary>Describe and Context.</summary>
[Cmdlet(VerbsCommon.New, "PesterBlock")]
[Alias("Describe", "Context")]
public sealed class NewPesterBlockCommand : NewPesterNodeCommand
{
    private static readonly ScriptBlock Scope = ScriptBlock.Create(
        "param($__block, $__define) $__define.Invoke(); $null = . $__block.Body");

    [Parameter(Position = 1)]
    [Alias("Fixture")]
    public ScriptBlock? ScriptBlock { get; set; }

    protected override void EndProcessing()
    {
        var parent = PesterSession.CurrentBlock(MyInvocation.InvocationName);
        foreach (var (name, data) in Cases(parent))
        {
            var block = new PesterBlock(name, parent, Body(ScriptBlock))
            {
                Tags = Tag,
                Data = data,
                HasData = HasForEach,
                IsSkipped = Skip,
            };
            parent.Children.Add(block);
            PesterSession.Within(block, () => InvokeCommand.InvokeScript(
                useLocalScope: true, Scope, input: null, block, (Action)(() => ScopeVariables.Define(this, block))));
        }
    }
}
