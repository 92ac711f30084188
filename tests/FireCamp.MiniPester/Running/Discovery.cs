using System.Management.Automation;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>Runs a test file for its blocks and tests, without running any test.</summary>
internal sealed class Discovery(PSCmdlet cmdlet)
{
    private static readonly ScriptBlock File = ScriptBlock.Create("param($file) $null = & $file");

    /// <summary>
    /// Returns the file's outermost block; one with a failure when the file couldn't be read through.
    /// </summary>
    public PesterBlock Read(string path)
    {
        var root = new PesterBlock(path, parent: null, File);
        PesterSession.Within(root, () =>
        {
            try
            {
                cmdlet.InvokeCommand.InvokeScript(useLocalScope: true, File, input: null, path);
            }
            catch (RuntimeException error) when (error is not PipelineStoppedException)
            {
                root.Fail(ThrownError.RecordOf(error));
            }
        });
        return root;
    }
}
