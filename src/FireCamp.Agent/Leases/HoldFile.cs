using System.Globalization;

namespace FireCamp.Agent.Leases;

/// <summary>Keeps a hold on the node's lease in a file, so that an agent that is started again soon enough can go on under it.</summary>
/// <remarks>
/// The file lies where it doesn't outlive the machine's boot. What it says was true when it was written, and an older one only says less:
/// a hold that ends sooner.
/// </remarks>
/// <param name="path">Its folder is made when it isn't there.</param>
internal sealed class HoldFile(string path)
{
    /// <summary>The attempt that extended the hold last began then, and it ends then: timestamps of the machine's boot clock.</summary>
    public void Write(string holder, long begun, long until)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText($"{path}.new", string.Create(CultureInfo.InvariantCulture, $"{holder} {begun} {until}"));
            File.Move($"{path}.new", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next agent goes on under an older one, or starts anew.
        }
    }

    /// <summary>What was last written; null when nothing was, or it can't be read.</summary>
    public (string Holder, long Begun, long Until)? Read()
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Split(' ') is [var holder, var from, var to]
                && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var begun)
                && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                ? (holder, begun, until)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>No agent can go on under what was written.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It runs out by itself.
        }
    }
}
