namespace FireCamp.Testing.Dns;

/// <summary>Knot DNS.</summary>
public sealed class KnotServer : RealDnsServer
{
    protected override string Program => "knotd";

    protected override string[] Configure(int port)
    {
        Directory.CreateDirectory(Folder.File("run"));
        var keys = string.Concat(Keys.Select(k => $"  - id: {k.Name}\n    algorithm: {k.Algorithm}\n    secret: {Secret}\n"));
        var names = string.Join(", ", Keys.Select(k => k.Name));
        File.WriteAllText(Folder.File("knot.conf"), $"""
            server:
                rundir: "{Folder.File("run")}"
                listen: 127.0.0.1@{port}
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
            database:
                storage: "{Folder.File("db")}"
            log:
              - target: stderr
                any: info
            key:
            {keys}
            acl:
              - id: all
                key: [{names}]
                action: [update, transfer]
              - id: update
                key: {Key}
                action: update
            template:
              - id: default
                storage: "{Folder.Path}"
                file: "%s"
                zonefile-sync: -1
                zonefile-load: whole
                journal-content: none
            zone:
              - domain: t1-firecamp.com
                acl: all
              - domain: unlisted.com
                acl: update
              - domain: closed.com
              - domain: broken.com
                acl: all
            """);
        return ["-c", Folder.File("knot.conf")];
    }
}
