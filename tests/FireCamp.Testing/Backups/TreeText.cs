using System.Diagnostics;

namespace FireCamp.Testing.Backups;

/// <summary>Folder trees as text, by the system's own tools, so that two can be compared.</summary>
public static class TreeText
{
    /// <summary>A line an entry: path, type, mode, owners, size, time of change to 100 ns, links, target; then each file's digest.</summary>
    public static async Task<string> OfAsync(string folder)
    {
        const string Script = """
            cd "$1" && find . -printf '%P|%y|%m|%U|%G|%T@|%n|%l|' \( -type f -printf '%s\n' -o -printf '\n' \) |
                sed -E 's/(\|[0-9-]+\.[0-9]{7})[0-9]*/\1/' | LC_ALL=C sort
            find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
            """;
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", folder]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    /// <summary>Makes a tree with one of everything that a backup keeps.</summary>
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        const string Script = """
            set -e
            cd "$1"
            mkdir -p base/1/deep empty 'with space' sticky
            head -c 300000 /dev/urandom > base/1/random
            seq 200000 > base/1/lines
            : > base/1/nothing
            echo hidden > .hidden
            printf '%s' x > "base/$(printf 'a%.0s' $(seq 200))"
            printf '%s' y > 'with space/ä ö ü ✓'
            ln base/1/random base/1/second
            ln base/1/random base/1/deep/third
            ln -s ../1/random base/link
            ln -s /nowhere/at/all dangling
            mkfifo pipe
            truncate -s 10000000 sparse-empty
            truncate -s 50000000 sparse; printf start | dd of=sparse conv=notrunc 2> /dev/null
            printf middle | dd of=sparse bs=1 seek=20000001 conv=notrunc 2> /dev/null
            truncate -s 9000000 base/sparse-end; printf end >> base/sparse-end
            chmod 0700 . base; chmod 0500 empty; chmod 1777 sticky; chmod 0400 base/1/lines; chmod 4755 base/1/nothing
            touch -d '2001-02-03 04:05:06.789' base/1/lines empty; touch -d '1969-12-31 23:00:00' base/1/nothing
            [ "$(id -u)" != 0 ] || { chown 1000000123:77 base/1/lines empty; chown -h 65534:65534 base/link; }
            """;
        using var process = Process.Start("sh", ["-c", Script, "sh", folder]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>How many kilobytes the folder's files take.</summary>
    public static long Kilobytes(string folder)
    {
        using var du = ChildProcess.Run("du", "-sk", folder);
        return long.Parse(du.Process.StandardOutput.ReadToEnd().Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
