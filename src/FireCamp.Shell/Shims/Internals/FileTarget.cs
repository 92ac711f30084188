using System.Management.Automation;
using System.Text;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>A file that a cmdlet is about to write.</summary>
internal sealed record FileTarget(PSCmdlet Cmdlet, string Path, bool Append, bool NoClobber, bool Force)
{
    /// <summary>Opens the file; ends the cmdlet with pwsh's error when it can't be written.</summary>
    public StreamWriter Open(Encoding encoding)
    {
        var path = Cmdlet.GetUnresolvedProviderPathFromPSPath(Path);
        try
        {
            if (NoClobber && !Append && File.Exists(path))
            {
                throw Error(
                    new IOException($"The file '{path}' already exists."), "NoClobber", ErrorCategory.ResourceExists);
            }

            if (Force && File.Exists(path))
            {
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            }

            return new StreamWriter(path, Append, encoding);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Error(error, "FileOpenFailure", ErrorCategory.OpenError);
        }
    }

    private PipelineStoppedException Error(Exception error, string id, ErrorCategory category)
    {
        Cmdlet.ThrowTerminatingError(new ErrorRecord(error, id, category, Path));
        return new PipelineStoppedException();
    }
}
