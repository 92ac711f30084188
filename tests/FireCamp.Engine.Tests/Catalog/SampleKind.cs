using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Catalog;

/// <summary>A small kind in a folder of its own, for tests to read whole or to spoil first.</summary>
internal sealed class SampleKind : IDisposable
{
    public const string Yaml = """
        kind: Lake
        summary: Shards with a primary each, and watchers beside them.
        defaultVersion: "2.1"
        versions:
          - version: "2.1"
            image: lake:2.1
            packages: [lake-server]
            binaries: [laked]
          - { version: "1", image: "lake:1" }
        user: lake
        memory: { default: 512MB, minimum: 64MB }
        serves: majority
        restartOrder: [replica, primary]
        options:
          - { name: Shards, type: integer, default: 3, minimum: 1, maximum: 9, help: How many shards., applies: create }
          - { name: Replicas, type: integer, default: 2, minimum: 1, maximum: 5, help: Members a shard. }
          - { name: Watchers, type: integer, default: 0, minimum: 0, help: How many watchers. }
          - { name: Port, type: integer, default: 7000, minimum: 1024, maximum: 65535, help: The port., why: Lower ones need root. }
          - { name: VolumeSize, type: size, default: 1GB, minimum: 16MB, help: The data volume's size. }
          - { name: JournalSize, type: size, default: 0, help: The journal's size. }
          - { name: Cache, type: size, default: "{{ service.memory | percent: 25 | at_least: 16777216 }}", help: The cache. }
          - { name: Timeout2, type: duration, default: 30s, maximum: 5m, help: How long clients may be idle. }
          - { name: Ratio, type: number, default: 0.5, minimum: 0, maximum: 1, help: A ratio. }
          - { name: Compress, type: boolean, default: true, help: Whether files are compressed. }
          - { name: Mode, type: choice, choices: [strict, loose], default: strict, help: The mode. }
          - { name: User, default: admin, pattern: "[a-z]+", help: The user's name. }
        rules:
          - assert: options.Shards == 1 or options.Shards >= 3
            message: "{{ options.Shards }} shards can't vote."
            options: [Shards]
        groups:
          - { name: data, size: Replicas, shards: Shards, naming: "{service}-{ordinal}", managedPrimary: true }
          - { name: watch, when: options.Watchers > 0, size: Watchers, naming: "{service}-watch-{index}" }
        ports:
          - { name: client, number: Port }
          - { name: bus, number: "{{ options.Port | plus: 100 }}" }
        volumes:
          - { name: data, mount: /data, size: VolumeSize }
          - { name: journal, mount: /journal, size: JournalSize, when: options.JournalSize > 0 }
        credentials:
          - { name: admin, userName: "{{ options.User }}", help: The administrator. }
          - { name: peer, internal: true, help: Between members. }
        files:
          - { path: conf/lake.conf, template: lake.conf.liquid, applies: reload }
          - { path: conf/start.sh, template: start.sh, mode: "0700" }
          - { path: conf/replica, template: replica.liquid, when: member.role == 'replica' }
        start:
          command: [sh, "{{ paths.conf }}/start.sh"]
          environment: { LAKE_DATA: "{{ paths.data }}/lake" }
          stopSignal: INT
          stopGrace: 1m
        probe:
          port: client
          send: "auth {{ credentials.admin.password }}\r\n"
          matches:
            - { key: ready, pattern: ok, value: "true" }
        metrics: { command: [lakectl, stats] }
        actions:
          - name: initialize
            on: first
            command: [lakectl, init]
            environment: { LAKE_PASSWORD: "{{ credentials.admin.password | encode: 'shell' }}" }
            timeout: 2m
          - { name: reload, command: [kill, -HUP] }
          - { name: promote, on: primary, command: [lakectl, promote, "{{ member.name }}"] }
        connections:
          - { name: uri, text: "lake://{{ credentials.admin.user }}@{{ member.endpoint }}/" }

        """;

    public const string Configuration = """
        listen {{ member.address }}:{{ ports.client }}
        cache {{ options.Cache | mb }}
        {% for m in peers -%}
        peer.{{ m.index }}={{ m.endpoint }}
        {% endfor -%}
        {% if options.Compress and options.Mode == 'strict' -%}
        compress on
        {% endif -%}
        password "{{ credentials.admin.password | encode: 'quoted' }}"

        """;

    private readonly TestFolder _shelf = new();

    public SampleKind(string? yaml = null)
    {
        Directory.CreateDirectory(Folder);
        Write(CatalogNames.File, yaml ?? Yaml);
        Write("lake.conf.liquid", Configuration);
        Write("start.sh", "#!/bin/sh\nexec laked '{{ not liquid }}'\n");
        Write("replica.liquid", "follow {{ primary.endpoint }}\n");
    }

    /// <summary>The folder that holds the kind's folder.</summary>
    public string Shelf => _shelf.Path;

    public string Folder => Path.Combine(_shelf.Path, "Lake");

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public ServiceDefinition Read() => CatalogReader.Read(Folder);

    /// <summary>The mistakes that reading finds; fails the test when there is none.</summary>
    public IReadOnlyList<Mistake> Mistakes()
    {
        var error = Assert.Throws<InvalidInputException>(() => CatalogReader.Verify(Folder));
        Assert.Equal("CatalogInvalid", error.ErrorId);
        return error.Mistakes;
    }

    /// <summary>The only mistake as text, after <paramref name="right"/> was replaced in the definition.</summary>
    public static string MistakeAfter(string right, string wrong)
    {
        Assert.Contains(right, Yaml, StringComparison.Ordinal);
        using var kind = new SampleKind(Yaml.Replace(right, wrong, StringComparison.Ordinal));
        return Assert.Single(kind.Mistakes()).ToString();
    }

    /// <summary>The line of the definition that holds the text.</summary>
    public static int LineOf(string text) => 1 + Yaml.AsSpan(0, Yaml.IndexOf(text, StringComparison.Ordinal)).Count('\n');

    public void Dispose() => _shelf.Dispose();
}
