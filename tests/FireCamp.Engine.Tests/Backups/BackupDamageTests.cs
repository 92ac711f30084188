using System.Security.Cryptography;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;
using FireCamp.Testing.Backups;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Backups that are damaged in every way, one hundred of them, and twenty that aren't; encrypted and not.</summary>
public sealed class BackupDamageTests : IDisposable
{
    private const int Damaged = 100;
    private const int Intact = 20;

    private static readonly SegmentName[] Segments =
        [new("mypg", "00000001", "000000010000000000000003"), new("mypg", "00000001", "000000010000000000000004")];

    private readonly List<BackupLab> labs = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => labs.ForEach(l => l.Dispose());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VerifyAsync_HundredDamages_AreRefusedByName(bool isEncrypted)
    {
        var random = new Random(isEncrypted ? 1 : 2);
        var lab = await MakeAsync(isEncrypted);
        Func<BackupLab, Random, Task<string>>[] ways =
            [FlipAsync, FlipAsync, CutAsync, RemoveAsync, SwapAsync, LengthenAsync, OlderParentAsync, WrongKeyAsync];
        var refused = new Dictionary<string, int>();
        for (var i = 0; i < Damaged; i++)
        {
            var before = Snapshot(lab.StorePath);
            var what = await ways[i % ways.Length](lab, random);

            var error = await Record.ExceptionAsync(() => VerifierOf(lab, what).VerifyAsync(BackupLab.Service, "child", Cancel));

            Assert.True(error is FireCampException, $"{what}: {error?.ToString() ?? "was taken for good"}");
            var id = ((FireCampException)error!).ErrorId;
            Assert.True(id is "BackupDamaged" or "BackupKeyWrong" or "BackupParentWrong" or "BackupTooNew" or "BackupNotFound", $"{what}: {error}");
            refused[id] = refused.GetValueOrDefault(id) + 1;
            PutBack(lab.StorePath, before);
        }

        Assert.Equal(Damaged, refused.Values.Sum());
        await lab.Verifier.VerifyAsync(BackupLab.Service, "child", Cancel);
        TestContext.Current.SendDiagnosticMessage($"{Damaged} damages refused: {string.Join(", ", refused.Select(r => $"{r.Value} {r.Key}"))}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VerifyAsync_TwentyIntact_Pass(bool isEncrypted)
    {
        var lab = Lab(isEncrypted);
        TreeText.Make(lab.Folder.File("source"));
        for (var i = 0; i < Intact; i++)
        {
            var segment = Segments[0] with { Name = $"{i:D24}" };
            await lab.ArchiveAsync(segment, RandomNumberGenerator.GetBytes(i * 100_000));
            await lab.TakeAsync($"b{i}", lab.Folder.File("source"), RandomNumberGenerator.GetBytes(i * (16 << 10)),
                i % 2 == 1 ? await lab.ParentAsync($"b{i - 1}") : null, segment);

            await lab.Verifier.VerifyAsync(BackupLab.Service, $"b{i}", Cancel);
        }
    }

    private async Task<BackupLab> MakeAsync(bool isEncrypted)
    {
        var lab = Lab(isEncrypted);
        TreeText.Make(lab.Folder.File("source"));
        foreach (var segment in Segments)
        {
            await lab.ArchiveAsync(segment, RandomNumberGenerator.GetBytes(50_000));
        }

        await lab.TakeAsync("parent", lab.Folder.File("source"), RandomNumberGenerator.GetBytes(40_000));
        await lab.TakeAsync("child", lab.Folder.File("source"), RandomNumberGenerator.GetBytes(40_000), await lab.ParentAsync("parent"), Segments);
        await lab.Verifier.VerifyAsync(BackupLab.Service, "child", Cancel);
        return lab;
    }

    private BackupLab Lab(bool isEncrypted)
    {
        var lab = new BackupLab(isEncrypted);
        labs.Add(lab);
        return lab;
    }

    private static BackupVerifier VerifierOf(BackupLab lab, string what) => new(lab.Store, what == "wrong key" ? lab.WrongKeys : lab.Keys);

    private static Task<string> FlipAsync(BackupLab lab, Random random)
    {
        var (file, bytes) = Pick(lab, random);
        var at = random.Next(bytes.Length);
        bytes[at] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(file, bytes);
        return Task.FromResult($"bit flipped at {at} of {file}");
    }

    private static Task<string> CutAsync(BackupLab lab, Random random)
    {
        var (file, bytes) = Pick(lab, random);
        var left = random.Next(bytes.Length);
        File.WriteAllBytes(file, bytes[..left]);
        return Task.FromResult($"cut to {left} of {bytes.Length}: {file}");
    }

    private static Task<string> LengthenAsync(BackupLab lab, Random random)
    {
        var (file, bytes) = Pick(lab, random);
        File.WriteAllBytes(file, [.. bytes, (byte)random.Next(256)]);
        return Task.FromResult($"longer: {file}");
    }

    private static Task<string> RemoveAsync(BackupLab lab, Random random)
    {
        var (file, _) = Pick(lab, random);
        File.Delete(file);
        return Task.FromResult($"missing: {file}");
    }

    private static Task<string> SwapAsync(BackupLab lab, Random random)
    {
        string one, other;
        do
        {
            (one, other) = (Pick(lab, random).File, Pick(lab, random).File);
        }
        while (File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other)));
        File.Move(one, one + "~");
        File.Move(other, one);
        File.Move(one + "~", other);
        return Task.FromResult($"swapped: {one} and {other}");
    }

    private static async Task<string> OlderParentAsync(BackupLab lab, Random random)
    {
        Directory.Delete(Path.Combine(lab.StorePath, "backups/mypg/parent"), recursive: true);
        if (random.Next(2) == 0)
        {
            return "parent gone";
        }

        await lab.TakeAsync("parent", lab.Folder.File("source"), RandomNumberGenerator.GetBytes(1000));
        return "another parent";
    }

    // One that isn't encrypted has no key that could be wrong; it then has lost a content's whole folder.
    private static Task<string> WrongKeyAsync(BackupLab lab, Random random)
    {
        if (lab.WrongKeys is null)
        {
            var folder = Path.GetDirectoryName(Files(lab).Where(f => f.EndsWith("/index", StringComparison.Ordinal)).ElementAt(random.Next(4)))!;
            Directory.Delete(folder, recursive: true);
        }

        return Task.FromResult("wrong key");
    }

    private static (string File, byte[] Bytes) Pick(BackupLab lab, Random random)
    {
        // Each sort of file is picked as often: most are chunks.
        var sorts = Files(lab).GroupBy(SortOf).ToList();
        var files = sorts[random.Next(sorts.Count)].ToList();
        var file = files[random.Next(files.Count)];
        return (file, File.ReadAllBytes(file));
    }

    private static string SortOf(string file) => Path.GetFileName(file) switch
    {
        "index" => "index",
        "manifest.json" => "manifest",
        _ => file.Contains("/segments/", StringComparison.Ordinal) ? "segment" : "chunk",
    };

    private static IEnumerable<string> Files(BackupLab lab)
        => Directory.EnumerateFiles(lab.StorePath, "*", SearchOption.AllDirectories)
            .Where(f => new FileInfo(f).Length > 0).Order(StringComparer.Ordinal);

    private static Dictionary<string, byte[]> Snapshot(string path)
        => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes);

    private static void PutBack(string path, Dictionary<string, byte[]> files)
    {
        Directory.Delete(path, recursive: true);
        foreach (var (file, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }
}
