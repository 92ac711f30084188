using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Uses a key-value service by its own client program, in a member.</summary>
/// <param name="put">A shell command that stores a value under a key, both made of the number.</param>
/// <param name="list">A shell command that prints the values, a line each.</param>
/// <param name="environment">What logs the client in, given the password.</param>
public sealed class ShellUse(
    LabService service, Func<int, string> put, string list, Func<string, IReadOnlyDictionary<string, string>> environment) : IUse
{
    private readonly List<int> written = [];

    public static ShellUse Etcd(LabService service) => new(
        service,
        n => $"etcdctl --endpoints \"$HOST:$PORT\" put number/{n} value-{n}",
        "etcdctl --endpoints \"$HOST:$PORT\" get number/ --prefix --print-value-only",
        p => new Dictionary<string, string> { ["ETCDCTL_API"] = "3", ["ETCDCTL_USER"] = "root", ["ETCDCTL_PASSWORD"] = p });

    public async Task WriteAsync(CancellationToken cancel)
    {
        var number = written.Count + 1;
        await AskAsync(put(number), _ => true, cancel);
        written.Add(number);
    }

    public Task HoldsAsync(CancellationToken cancel)
        => AskAsync(list, o => o.Split('\n').Order().SequenceEqual(written.Select(n => $"value-{n}").Order()), cancel);

    /// <summary>Asks any member that is ready until one answers as it shall.</summary>
    private Task AskAsync(string command, Func<string, bool> isRight, CancellationToken cancel)
    {
        var said = "";
        return Soon.TrueAsync(
            async () =>
            {
                try
                {
                    var password = (await service.CredentialAsync(cancel)).Password;
                    var member = (await service.MembersAsync(cancel)).First(m => m.Phase == MemberPhase.Ready);
                    said = await service.ShellAsync(member.Name, command, environment(password), cancel);
                    return isRight(said);
                }
                catch (Exception e) when (e is IOException or InvalidOperationException or FireCampException)
                {
                    said = e.Message;
                    return false;
                }
            },
            () => $"{command}: {said}", cancel);
    }
}
