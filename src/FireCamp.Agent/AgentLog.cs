namespace FireCamp.Agent;

/// <summary>The agent's own log: lines on its standard output, which whoever starts it keeps. No secret is written to it.</summary>
internal sealed class AgentLog(TextWriter output, TimeProvider time)
{
    private readonly Lock gate = new();

    public void Write(string message)
    {
        lock (gate)
        {
            output.WriteLine($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {message}");
            output.Flush();
        }
    }

    /// <summary>Writes the message unless <paramref name="written"/> says that it was already; a loop's way to say a thing once.</summary>
    public void WriteOnce(ref bool written, string message)
    {
        if (!written)
        {
            written = true;
            Write(message);
        }
    }
}
