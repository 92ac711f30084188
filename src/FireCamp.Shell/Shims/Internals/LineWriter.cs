using System.Text;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Hands every finished line on, without its end.</summary>
internal sealed class LineWriter(Action<string> write) : TextWriter
{
    private readonly StringBuilder line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value == '\n')
        {
            write(line.ToString());
            line.Clear();
        }
        else if (value != '\r')
        {
            line.Append(value);
        }
    }

    /// <summary>Hands on what came after the last line's end.</summary>
    public void Complete()
    {
        if (line.Length > 0)
        {
            write(line.ToString());
            line.Clear();
        }
    }
}
