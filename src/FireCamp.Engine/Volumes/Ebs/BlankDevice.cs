using System.Globalization;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Tells whether a device was never written: only such a one is formatted.</summary>
internal static class BlankDevice
{
    private const int Looked = 1 << 20;

    /// <summary>What <c>blkid</c> ends with when it knows nothing on the device.</summary>
    private const int NothingFound = 2;

    /// <summary>
    /// True when it holds nothing that is known and its beginning and end are zeros, as EBS makes volumes; false when it holds a file
    /// system. An error is neither.
    /// </summary>
    /// <exception cref="VolumeException">It can't be read, or holds something else.</exception>
    public static async Task<bool> IsBlankAsync(string volume, string device, CancellationToken cancel)
    {
        var (code, said) = await BlockCommand.TryAsync(volume, "blkid", ["-p", "-s", "TYPE", "-o", "value", device], cancel).ConfigureAwait(false);
        if (code == 0 && said.Length > 0)
        {
            return said == "xfs"
                ? false
                : throw new VolumeException(volume, $"{device} holds '{said}' and no XFS.", "Nothing was changed: see what that volume is.");
        }

        if (code is not (0 or NothingFound) || !await IsZeroAsync(volume, device, cancel).ConfigureAwait(false))
        {
            throw new VolumeException(volume, $"{device} is neither blank nor a file system ({code}: {said}).",
                "Nothing was changed: it may be damaged. Restore the volume from a snapshot.");
        }

        return true;
    }

    private static async Task<bool> IsZeroAsync(string volume, string device, CancellationToken cancel)
    {
        // What a file's length is for files is 0 for devices.
        var (code, size) = await BlockCommand.TryAsync(volume, "blockdev", ["--getsize64", device], cancel).ConfigureAwait(false);
        if (code != 0 || !long.TryParse(size, CultureInfo.InvariantCulture, out var length) || length < Looked)
        {
            throw new VolumeException(volume, $"the size of {device} can't be told: {size}", "See dmesg on the node, then repeat.");
        }

        try
        {
            using var handle = File.OpenHandle(device);
            var buffer = new byte[Looked];
            foreach (var start in (long[])[0, length - Looked])
            {
                for (var read = 0; read < Looked;)
                {
                    var more = await RandomAccess.ReadAsync(handle, buffer.AsMemory(read), start + read, cancel).ConfigureAwait(false);
                    read += more > 0 ? more : throw new EndOfStreamException($"it ends at {start + read}");
                }

                if (buffer.AsSpan().ContainsAnyExcept((byte)0))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(volume, $"{device} can't be read: {e.Message}", "See dmesg on the node, then repeat.", e);
        }
    }
}
