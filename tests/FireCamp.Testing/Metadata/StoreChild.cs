using System.Globalization;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Testing.Metadata;

/// <summary>What the store's tests do in processes of their own.</summary>
internal static class StoreChild
{
    /// <summary>Adds one to a counter again and again; each time by compare-and-set.</summary>
    public static async Task CountAsync(string path, string key, int times)
    {
        await using var store = await SqliteMetadataStore.OpenAsync(path, create: false, TimeProvider.System, CancellationToken.None);
        for (var done = 0; done < times;)
        {
            var record = await store.FindAsync(key, CancellationToken.None);
            var count = record is null ? 0 : int.Parse(record.Value, CultureInfo.InvariantCulture);
            try
            {
                await store.PutAsync(key, $"{count + 1}", record?.Revision ?? 0, CancellationToken.None);
                done++;
            }
            catch (RevisionConflictException)
            {
                // Another process was first; the loop reads its count.
            }
        }
    }

    /// <summary>Writes numbered records until it is killed, and tells of each once the store has acknowledged it.</summary>
    public static async Task AppendAsync(string path, string writer)
    {
        await using var store = await SqliteMetadataStore.OpenAsync(path, create: false, TimeProvider.System, CancellationToken.None);
        for (var number = 0; ; number++)
        {
            await store.PutAsync($"appended/{writer}/{number:D6}", new string('x', number % 3000), 0, CancellationToken.None);
            Console.WriteLine(number);
        }
    }

    /// <summary>Says when it is in the middle of a write, and ends that once it is told to; ends itself with its input.</summary>
    public static async Task WriteSlowlyAsync(string path)
    {
        using var database = SqliteDatabase.Open(path, create: false);
        database.Execute("BEGIN IMMEDIATE; INSERT INTO records VALUES ('slowly', 'slow', 1)");
        Console.WriteLine("locked");
        await Console.In.ReadLineAsync();
        database.Execute("COMMIT");
        await Console.In.ReadLineAsync();
    }
}
