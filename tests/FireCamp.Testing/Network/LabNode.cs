using System.Globalization;

namespace FireCamp.Testing.Network;

/// <summary>A node of a <see cref="NetworkLab"/>: a network namespace with the interface <c>eth0</c>, and an agent in it.</summary>
public sealed class LabNode : IDisposable
{
    private readonly ChildProcess holder;
    private readonly ChildProcess agent;

    internal LabNode(string name, ChildProcess holder, string pool, string nft)
    {
        (Name, this.holder) = (name, holder);
        agent = ChildProcess.Start(Enter(holder), "node", pool, nft);
    }

    public string Name { get; }

    /// <summary>Kills, freezes or thaws what renews and assigns.</summary>
    public void SignalAgent(string name) => agent.Signal(name);

    /// <summary>What <see cref="NodeChild"/> answers to a command.</summary>
    public async Task<string> DoAsync(string command)
    {
        await agent.Process.StandardInput.WriteLineAsync(command);
        return await agent.ReadLineAsync() ?? throw new InvalidOperationException($"The agent of {Name} has ended.");
    }

    /// <summary>A process that answers this node's name to whoever asks the address.</summary>
    public async Task<ChildProcess> EchoAsync(string address)
    {
        var echo = ChildProcess.Start(Enter(holder), "echo", address, Name);
        Assert.Equal("ready", await echo.ReadLineAsync());
        return echo;
    }

    /// <summary>Runs a program in the node's network; returns what it prints.</summary>
    public async Task<string> RunAsync(params IEnumerable<string> command)
    {
        using var process = ChildProcess.Run("nsenter", [.. Enter(holder)[1..], .. command]);
        var output = await process.Process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await process.EndedWellAsync();
        return output.Trim();
    }

    /// <summary>The Ethernet address of <c>eth0</c>.</summary>
    public async Task<string> HardwareAsync()
        => (await RunAsync("ip", "-oneline", "link", "show", "eth0")).Split("link/ether ")[1].Split(' ')[0];

    public void Dispose() => agent.Dispose();

    internal async Task ReadyAsync() => Assert.Equal("ready", await agent.ReadLineAsync());

    internal static string[] Enter(ChildProcess holder)
        => ["nsenter", $"--net=/proc/{holder.Id.ToString(CultureInfo.InvariantCulture)}/ns/net", "--"];
}
