using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Uses an etcd service by its own client, etcdctl, in a member.</summary>
public sealed class EtcdUse(LabService service) : IUse
{
    private readonly List<int> written = [];

    public Task WriteAsync(CancellationToken cancel)
    {
        var number = written.Count + 1;
        return AskAsync($"put number/{number} value-{number}", o => o == "OK", () => written.Add(number), cancel);
    }

    public Task HoldsAsync(CancellationToken cancel)
        => AskAsync(
            "get number/ --prefix --print-value-only",
            o => o.Split('\n').Order().SequenceEqual(written.Select(n => $"value-{n}").Order()), () => { }, cancel);

    /// <summary>Asks any member that is ready until one answers as it shall.</summary>
    private async Task AskAsync(string command, Func<string, bool> isRight, Action done, CancellationToken cancel)
    {
        var said = "";
        await Soon.TrueAsync(
            async () =>
            {
                try
                {
                    var password = (await service.CredentialAsync(cancel)).Password;
                    var member = (await service.MembersAsync(cancel)).First(m => m.Phase == MemberPhase.Ready);
                    said = await service.ShellAsync(
                        member.Name, $"etcdctl --endpoints \"$HOST:$PORT\" {command}",
                        new Dictionary<string, string> { ["ETCDCTL_API"] = "3", ["ETCDCTL_USER"] = "root", ["ETCDCTL_PASSWORD"] = password }, cancel);
                    return isRight(said);
                }
                catch (Exception e) when (e is IOException or InvalidOperationException or FireCampException)
                {
                    said = e.Message;
                    return false;
                }
            },
            () => $"etcdctl {command}: {said}", cancel);
        done();
    }
}
