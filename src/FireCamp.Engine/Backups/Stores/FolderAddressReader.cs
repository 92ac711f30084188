using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>Reads <c>file:///path/of/a/folder</c>.</summary>
internal static class FolderAddressReader
{
    private const string Start = "file://";

    /// <summary>The folder's path; adds what is wrong with it to <paramref name="mistakes"/>.</summary>
    public static string Read(string url, List<Mistake> mistakes)
    {
        var parts = url[Start.Length..].Split('?', 2);
        if (parts.Length > 1)
        {
            mistakes.Add(new Mistake("options", "a folder has none."));
        }

        var path = Uri.UnescapeDataString(parts[0]);
        if (!path.StartsWith('/'))
        {
            mistakes.Add(new Mistake("path",
                $"'{path}' is no absolute path: three slashes stand before it, as {Start}/srv/backups."));
        }

        if (path.Split('/').Any(p => p is "." or ".."))
        {
            mistakes.Add(new Mistake("path", "'.' and '..' have no place in it."));
        }

        if (path.Any(char.IsControl))
        {
            mistakes.Add(new Mistake("path", "it has control characters."));
        }

        if (path.Trim('/').Length == 0)
        {
            mistakes.Add(new Mistake("path", "it names no folder."));
        }

        return path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
