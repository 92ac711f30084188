namespace FireCamp.Agent.Tests.Nodes;

/// <summary>Looks at processes of this machine.</summary>
internal static class Processes
{
    /// <summary>Whether it runs; one that ended and waits to be noticed doesn't.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[text.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
