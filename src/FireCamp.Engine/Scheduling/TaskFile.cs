namespace FireCamp.Engine.Scheduling;

/// <summary>Writes small files whole.</summary>
internal static class TaskFile
{
    /// <summary>The file has the text; one that has it already isn't touched.</summary>
    /// <returns>Whether it was changed.</returns>
    public static async Task<bool> WriteAsync(string path, string text, CancellationToken cancel)
    {
        if (File.Exists(path) && await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false) == text)
        {
            return false;
        }

        var making = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            await File.WriteAllTextAsync(making, text, cancel).ConfigureAwait(false);
            File.Move(making, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(making);
        }
    }
}
