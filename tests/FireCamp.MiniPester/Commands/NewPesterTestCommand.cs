using System.Management.Automation;
using FireCamp.MiniPester.Model;
using FireCamp.MiniPester.Running;

namespace FireCamp.MiniPester.Commands;

/// <summary>It.</summary>
[Cmdlet(VerbsCommon.New, "PesterTest")]
[Alias("It")]
public sealed class NewPesterTestCommand : NewPesterNodeCommand
{
    [Parameter(Position = 1)]
    [Alias("Test")]
    public ScriptBlock? ScriptBlock { get; set; }

    protected override void EndProcessing()
    {
        var parent = PesterSession.CurrentBlock(MyInvocation.InvocationName);
        foreach (var (name, data) in Cases(parent))
        {
            parent.Children.Add(new PesterTest(name, parent, Body(ScriptBlock))
            {
                Tags = Tag,
                Data = data,
                HasData = HasForEach,
                IsSkipped = Skip,
            });
        }
    }
}
