namespace FireCamp.Engine.Processes;

/// <summary>Looks at processes of this machine.</summary>
internal static class ProcessState
{
    /// <summary>Whether it was stopped by a signal (SIGSTOP), so that it lives and does nothing.</summary>
    public static bool IsStopped(int process) => StateOf(process) is 'T' or 't';

    /// <summary>Whether it exists and is more than an entry that its parent has not yet read.</summary>
    public static bool IsAlive(int process) => StateOf(process) is not (null or 'Z' or 'X');

    private static char? StateOf(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
