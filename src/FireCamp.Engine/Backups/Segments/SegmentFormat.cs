using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>A segment as it is stored: a line that says what it is, frames, and SHA-256 of all that.</summary>
/// <remarks>
/// The line is <c>firecamp-segment 1 DIGEST HEADER</c>, the digest being that of the header, which is JSON. A frame is four bytes of length,
/// big-endian, of which the highest bit marks the last frame, and one chunk. Chunks are numbered from 0 for encryption.
/// </remarks>
internal static class SegmentFormat
{
    public const int Format = 1;

    public const int FrameSize = 4 << 20;

    public const int LengthSize = sizeof(uint);

    public const int LongestLine = 16 << 10;

    private const string Mark = "firecamp-segment";
    private const uint Last = 1u << 31;

    public static byte[] WriteLine(SegmentHeader header)
    {
        var json = JsonSerializer.Serialize(header, BackupsJson.Default.SegmentHeader);
        return Encoding.UTF8.GetBytes($"{Mark} {Format} {Digest(json)} {json}\n");
    }

    /// <param name="line">Without its end.</param>
    /// <exception cref="BackupDamagedException">It isn't what was written.</exception>
    /// <exception cref="BackupTooNewException">It is of a newer format.</exception>
    public static SegmentHeader ReadLine(string subject, string where, string line)
    {
        try
        {
            if (line.Split(' ', 4) is [Mark, var number, ..] && int.TryParse(number, out var format) && format > Format)
            {
                throw new BackupTooNewException(subject, format, Format);
            }

            return line.Split(' ', 4) is [Mark, "1", var digest, var json] && digest == Digest(json)
                ? JsonSerializer.Deserialize(json, BackupsJson.Default.SegmentHeader)!
                : throw new BackupDamagedException(subject, where, "its beginning isn't what was written.");
        }
        catch (JsonException e)
        {
            throw new BackupDamagedException(subject, where, "its beginning can't be read.", e);
        }
    }

    public static void WriteLength(Span<byte> target, int length, bool isLast)
        => BinaryPrimitives.WriteUInt32BigEndian(target, (uint)length | (isLast ? Last : 0));

    public static (int Length, bool IsLast) ReadLength(ReadOnlySpan<byte> source)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(source);
        return ((int)(number & ~Last), (number & Last) != 0);
    }

    private static string Digest(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
