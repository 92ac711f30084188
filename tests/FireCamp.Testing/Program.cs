using FireCamp.Engine.Dns;
using FireCamp.Engine.Metadata;
using FireCamp.Testing.Backups;
using FireCamp.Testing.Metadata;
using FireCamp.Testing.Network;
using FireCamp.Testing.Volumes;

namespace FireCamp.Testing;

/// <summary>What a test runs in a second process, by name.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["count", var path, var key, var times]:
                await StoreChild.CountAsync(path, key, int.Parse(times));
                return 0;
            case ["append", var path, var writer]:
                await StoreChild.AppendAsync(path, writer);
                return 0;
            case ["hold", var path]:
                await using (await SqliteMetadataStore.OpenAsync(path, create: false, TimeProvider.System, CancellationToken.None))
                {
                    Console.WriteLine("open");
                    await Console.In.ReadLineAsync();
                }

                return 0;
            case ["lock", var path]:
                await StoreChild.WriteSlowlyAsync(path);
                return 0;
            case ["attach", var volumes, var name, var node, var first, var times, var step]:
                return await VolumeChild.AttachAsync(volumes, name, node, int.Parse(first), int.Parse(times), int.Parse(step));
            case ["take", var volumes, var name, var first]:
                return await VolumeChild.TakeOverAsync(volumes, name, long.Parse(first));
            case ["hosts", var hosts, var cluster, var prefix, var count]:
                var names = new HostsFileDnsProvider(hosts, cluster, TimeProvider.System);
                for (var number = 0; number < int.Parse(count); number++)
                {
                    var entry = new Dictionary<string, string> { [$"{prefix}{number}.{cluster}-firecamp.com"] = "127.3.1.1" };
                    await names.EnsureAsync(entry, CancellationToken.None);
                }

                return 0;
            case ["assemblies", var home]:
                await EngineChild.ListAssembliesAsync(home);
                return 0;
            case ["node", var pool, var nft]:
                await NodeChild.ObeyAsync(pool, nft);
                return 0;
            case ["backup", var store, var secret, var id, var source, var target]:
                await BackupChild.RunAsync(store, secret, id, source, target);
                return 0;
            case ["echo", var address, var name]:
                await NodeChild.EchoAsync(address, name);
                return 0;
            default:
                await Console.Error.WriteLineAsync("FireCamp.Testing runs only as a part of tests.");
                return 2;
        }
    }
}
