namespace FireCamp.Lab.Clients;

/// <summary>Uses a ZooKeeper service by its own client program.</summary>
public sealed class ZnodeUse(LabService service) : IUse
{
    private readonly List<string> written = [];
    private int number;

    public async Task WriteAsync(CancellationToken cancel)
    {
        // A create that is not acknowledged may have happened: the next attempt is another node.
        var why = "";
        await Soon.TrueAsync(
            async () =>
            {
                try
                {
                    var path = $"/story-{++number}";
                    await (await ShellAsync(cancel)).CreateAsync(path, $"value-{number}", cancel);
                    written.Add(path);
                    return true;
                }
                catch (IOException e)
                {
                    why = e.Message;
                    return false;
                }
            },
            () => $"{service.Name} takes a znode: {why}", cancel);
    }

    /// <inheritdoc/>
    /// <remarks>The client takes a second to start: the first and the last node stand for those between.</remarks>
    public async Task HoldsAsync(CancellationToken cancel)
    {
        var shell = await ShellAsync(cancel);
        foreach (var path in written.Take(1).Concat(written.TakeLast(1)).Distinct())
        {
            await shell.HoldsAsync(path, $"value-{path.Split('-')[1]}", cancel);
        }
    }

    private async Task<ZooKeeperShell> ShellAsync(CancellationToken cancel) => new(await service.OutsideEndpointsAsync(cancel));
}
