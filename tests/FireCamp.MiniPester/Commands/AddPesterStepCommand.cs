using System.Management.Automation;
using FireCamp.MiniPester.Running;

namespace FireCamp.MiniPester.Commands;

/// <summary>
/// BeforeAll, AfterAll, BeforeEach, AfterEach and BeforeDiscovery: which, is the name it is called by.
/// </summary>
[Cmdlet(VerbsCommon.Add, "PesterStep")]
[Alias("BeforeAll", "AfterAll", "BeforeEach", "AfterEach", "BeforeDiscovery")]
public sealed class AddPesterStepCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock? Scriptblock { get; set; }

    protected override void EndProcessing()
    {
        var name = MyInvocation.InvocationName;
        var block = PesterSession.CurrentBlock(name);
        switch (name.ToUpperInvariant())
        {
            case "BEFOREALL":
                block.BeforeAll.Add(Scriptblock!);
                break;
            case "AFTERALL":
                block.AfterAll.Add(Scriptblock!);
                break;
            case "BEFOREEACH":
                block.BeforeEach.Add(Scriptblock!);
                break;
            case "AFTEREACH":
                block.AfterEach.Add(Scriptblock!);
                break;
            case "BEFOREDISCOVERY":
                // In the caller's own scope: what it sets is for the -ForEach values that follow.
                InvokeCommand.InvokeScript(useLocalScope: false, Scriptblock, input: null);
                break;
            default:
                throw new PSInvalidOperationException(
                    "Call this as BeforeAll, AfterAll, BeforeEach, AfterEach or BeforeDiscovery.");
        }
    }
}
