using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "TemporaryFile", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class NewTemporaryFileCommand : Cmdlet
{
    protected override void EndProcessing()
    {
        var folder = Path.GetTempPath();
        if (ShouldProcess(folder))
        {
            WriteObject(new FileInfo(Path.GetTempFileName()));
        }
    }
}
