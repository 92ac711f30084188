using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using FireCamp.Shell.Startup;

namespace FireCamp.Shell.Tests.Support;

/// <summary>A session in this process with the Shell's commands, for tests of what they return.</summary>
internal sealed class ShimSession : IDisposable
{
    private readonly Runspace runspace;

    public ShimSession(PSHost? host = null)
    {
        runspace = host is null
            ? RunspaceFactory.CreateRunspace(ShellSessionState.Create())
            : RunspaceFactory.CreateRunspace(host, ShellSessionState.Create());
        runspace.Open();
    }

    public Runspace Runspace => runspace;

    /// <summary>Returns what the script puts out; the first error it writes is thrown.</summary>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        var output = shell.AddScript(script).Invoke().ToList();
        return shell.Streams.Error is [var first, ..]
            ? throw new RuntimeException(
                $"{first.Exception.Message} ({first.FullyQualifiedErrorId})", first.Exception, first)
            : output;
    }

    /// <summary>Returns the results as one text, separated by blanks, null as <c>$null</c>.</summary>
    public string Text(string script) =>
        string.Join(
            ' ', Run(script).Select(item => item is null ? "$null" : LanguagePrimitives.ConvertTo<string>(item)));

    /// <summary>Returns the id of the error that the script ends with or writes.</summary>
    public string ErrorId(string script)
    {
        var error = Assert.ThrowsAny<RuntimeException>(() => Run(script));
        return error.ErrorRecord.FullyQualifiedErrorId;
    }

    public void Dispose() => runspace.Dispose();
}
