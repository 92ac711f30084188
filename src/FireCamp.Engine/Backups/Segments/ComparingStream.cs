using FireCamp.Engine.Backups.Chunks;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>Compares what is written to it with what another stream has from its position on.</summary>
internal sealed class ComparingStream(Stream other) : WriteOnlyStream
{
    private byte[] buffer = [];
    private bool differs;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (differs)
        {
            return;
        }

        if (this.buffer.Length < buffer.Length)
        {
            this.buffer = new byte[buffer.Length];
        }

        var own = this.buffer.AsMemory(0, buffer.Length);
        var read = await other.ReadAtLeastAsync(own, own.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        differs = read < buffer.Length || !buffer.Span.SequenceEqual(this.buffer.AsSpan(0, read));
    }

    /// <summary>Whether both had the same, to the end.</summary>
    public async Task<bool> IsSameAsync(CancellationToken cancel)
        => !differs && await other.ReadAsync(new byte[1], cancel).ConfigureAwait(false) == 0;
}
