using System.Management.Automation;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Marks objects with the stream they belong to, which Out-Default goes by when it writes them.</summary>
internal static class WriteStreams
{
    private const string Engine = "System.Management.Automation";

    private static readonly object Error = Enum.Parse(
        typeof(PSObject).Assembly.GetType($"{Engine}.WriteStreamType", throwOnError: true)!, nameof(Error));

    /// <summary>Returns the record such that Out-Default writes it to standard error.</summary>
    public static PSObject AsError(ErrorRecord error)
    {
        var marked = PSObject.AsPSObject(error);
        typeof(PSObject)
            .GetProperty(
                "WriteStream", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
            .SetValue(marked, Error);
        return marked;
    }
}
