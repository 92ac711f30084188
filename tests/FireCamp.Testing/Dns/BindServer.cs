namespace FireCamp.Testing.Dns;

/// <summary>BIND 9.</summary>
public sealed class BindServer : RealDnsServer
{
    protected override string Program => "named";

    protected override string[] Configure(int port)
    {
        var keys = string.Concat(Keys.Select(k => $"key \"{k.Name}\" {{ algorithm {k.Algorithm}; secret \"{Secret}\"; }};\n"));
        var names = string.Concat(Keys.Select(k => $"key {k.Name}; "));
        File.WriteAllText(Folder.File("named.conf"), $$"""
            {{keys}}
            options {
                directory "{{Folder.Path}}";
                pid-file "{{Folder.File("pid")}}";
                session-keyfile none;
                listen-on port {{port}} { 127.0.0.1; };
                listen-on-v6 { none; };
                recursion no;
                dnssec-validation no;
                notify no;
                allow-transfer { none; };
            };
            controls { };
            zone "t1-firecamp.com" { type primary; file "t1-firecamp.com"; allow-update { {{names}} }; allow-transfer { {{names}} }; };
            zone "unlisted.com" { type primary; file "unlisted.com"; allow-update { key {{Key}}; }; };
            zone "closed.com" { type primary; file "closed.com"; };
            zone "broken.com" { type primary; file "broken.com"; allow-update { key {{Key}}; }; };
            """);
        return ["-g", "-4", "-n", "1", "-c", Folder.File("named.conf")];
    }
}
