namespace FireCamp.Engine.Backups.Trees;

/// <summary>Reads decimal numbers, a line each, and takes whole blocks of the stream only.</summary>
internal sealed class NumberLines(Stream stream, int blockSize)
{
    private readonly byte[] block = new byte[blockSize];
    private int at = blockSize;

    /// <exception cref="InvalidDataException">There is no number.</exception>
    public async ValueTask<long> NextAsync(CancellationToken cancel)
    {
        var number = 0L;
        for (var digits = 0; ; digits++)
        {
            if (at == block.Length)
            {
                await stream.ReadExactlyAsync(block, cancel).ConfigureAwait(false);
                at = 0;
            }

            switch (block[at++])
            {
                case (byte)'\n' when digits > 0:
                    return number;
                case >= (byte)'0' and <= (byte)'9' and var digit when digits < 18:
                    number = (number * 10) + digit - '0';
                    break;
                default:
                    throw new InvalidDataException("its map of holes can't be read");
            }
        }
    }
}
