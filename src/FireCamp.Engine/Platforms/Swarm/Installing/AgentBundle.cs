using System.Formats.Tar;
using System.Text;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>All that a node gets: the script that installs the agent, and what it puts in place. Holds secrets.</summary>
internal sealed class AgentBundle
{
    /// <summary>The folder that it is unpacked into, below /var/lib: only root may write there.</summary>
    public const string Folder = "firecamp-install";

    /// <summary>What an image is built from, without the secrets.</summary>
    private const string ImageFolder = "image";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;

    private readonly List<BundleFile> files = [];

    /// <param name="program">Null where the machine has it already.</param>
    /// <param name="key">The file with the cluster's key.</param>
    public AgentBundle(AgentInstallPlan plan, AgentInstallNode node, AgentProgram? program, IssuedIdentity identity, string key)
    {
        var store = StoreFiles.Of(plan.Settings.MetadataStore);
        Add("install.sh", Script("install.sh"));
        Add("settings", Settings(plan, node));
        Add("agent.args", Arguments(plan, node, store.Url));
        Add("identity.pem", identity.Identity);
        Add("authorities.pem", identity.Authorities);
        AddStarter(plan);
        files.Add(new("key", () => File.OpenRead(key)));
        files.AddRange(store.Files.Select(f => new BundleFile($"store/{f.Key}", () => File.OpenRead(f.Value))));
        if (program is not null)
        {
            files.Add(new(plan.Request.InContainer ? $"{ImageFolder}/agent.tar.gz" : "agent.tar.gz", () => File.OpenRead(program.Archive)));
        }
    }

    /// <summary>One of the scripts that machines run.</summary>
    public static string Script(string name)
    {
        using var stream = typeof(AgentBundle).Assembly.GetManifestResourceStream($"installing/{name}")!;
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>Text as one word of a shell.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Writes it as a tar of one folder.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancel)
    {
        var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        await using var _ = tar.ConfigureAwait(false);
        foreach (var folder in Folders)
        {
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, $"{Folder}/{folder}", OwnersFolder), cancel).ConfigureAwait(false);
        }

        foreach (var file in files)
        {
            using var content = file.Open();
            var entry = Entry(TarEntryType.RegularFile, $"{Folder}/{file.Name}", OwnerOnly);
            entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Writes it as a folder that only its owner may enter; what was there under the same names is replaced.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancel)
    {
        foreach (var part in Folders)
        {
            Directory.CreateDirectory(Path.Combine(folder, part), OwnersFolder);
        }

        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Name);
            File.Delete(path);
            using var content = file.Open();
            using var written = new FileStream(
                path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
            await content.CopyToAsync(written, cancel).ConfigureAwait(false);
        }
    }

    // Of itself and of its files, with a slash at the end.
    private IEnumerable<string> Folders => files.Select(f => f.Name[..(f.Name.LastIndexOf('/') + 1)]).Prepend("").Distinct();

    private static UstarTarEntry Entry(TarEntryType type, string name, UnixFileMode mode)
        => new(type, name) { Mode = mode, ModificationTime = DateTimeOffset.UnixEpoch };

    private static string Settings(AgentInstallPlan plan, AgentInstallNode node) => $"""
        version={Quoted(plan.Program.Version)}
        cluster={Quoted(Model.NameRules.Key(plan.Cluster))}
        node={Quoted(Model.NameRules.Key(node.Name))}
        start_command={Quoted(plan.Request.StartCommand ?? "")}
        base={Quoted(plan.Request.InContainer ? plan.Request.BaseImage ?? AgentContainer.Base : "")}

        """;

    private static string Arguments(AgentInstallPlan plan, AgentInstallNode node, string store)
        => string.Join('\n',
        [
            "--home", "/var/lib/firecamp", "--cluster", plan.Cluster, "--node", node.Name, "--platform", "Swarm",
            "--role", plan.IsGuard(node) ? "manager" : node.Machine.IsManager ? "both" : "member",
            "--listen", node.Listen, "--identity", "/etc/firecamp/identity", "--store", store,
            "--shared-storage", plan.Settings.SharedStorage,
            .. plan.Settings.IsOverlay ? (string[])[] : ["--static-ip-pool", plan.Settings.StaticIpPool],
            .. plan.Request.InContainer ? (string[])["--docker-socket", AgentContainer.DockerSocket] : [], "",
        ]);

    // One word of a unit file. In quotes a blank stays what it is; as \x20 this setting would take it for "x20".
    private static string OneWord(string path)
        => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal)}\"";

    // What keeps the agent running: systemd, or dockerd.
    private void AddStarter(AgentInstallPlan plan)
    {
        var storage = plan.Settings.SharedStorage;
        if (plan.Request.InContainer)
        {
            Add("container.args", AgentContainer.Arguments(storage));
            Add($"{ImageFolder}/Dockerfile", Script("Dockerfile"));
        }
        else
        {
            Add("firecamp-agent.service", Script("firecamp-agent.service").Replace("STORAGE", OneWord(storage), StringComparison.Ordinal));
        }
    }

    private void Add(string name, string text) => files.Add(new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text))));
}
