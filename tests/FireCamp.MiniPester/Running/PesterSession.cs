using System.Management.Automation;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>Where discovery stands. A pipeline has one thread, so that the session is the thread's.</summary>
internal sealed class PesterSession
{
    [ThreadStatic]
    private static PesterSession? current;

    /// <summary>The block whose body discovery is in.</summary>
    public PesterBlock? Block { get; set; }

    /// <exception cref="PSInvalidOperationException">No Invoke-Pester is running, or its tests are: nothing can be
    /// added.</exception>
    public static PesterBlock CurrentBlock(string command) => current?.Block
        ?? throw new PSInvalidOperationException(
            $"{command} has its place in a test file, at its top or in a Describe or Context. Run the file with Invoke-Pester.");

    /// <summary>Does something with <paramref name="block"/> as the current one; null while tests run.</summary>
    public static void Within(PesterBlock? block, Action action)
    {
        var before = current;
        current = new PesterSession { Block = block };
        try
        {
            action();
        }
        finally
        {
            current = before;
        }
    }
}
