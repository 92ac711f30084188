using System.Globalization;

namespace FireCamp.Testing.Aws;

/// <summary>An instance's network: a namespace of this machine's kernel with one interface, which has the hardware address that EC2 says.</summary>
public sealed class EmulatedNetwork : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ChildProcess holder;

    private EmulatedNetwork(ChildProcess holder)
    {
        this.holder = holder;
        var pid = holder.Id.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Ip, $"#!/bin/sh\nexec nsenter --net=/proc/{pid}/ns/net -- ip \"$@\"\n");
        File.SetUnixFileMode(Ip, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The program that is <c>ip</c> on that instance.</summary>
    public string Ip => folder.File("ip");

    /// <summary>Skips the test, and says what is missing, where there can't be one.</summary>
    /// <param name="name">What the kernel calls the interface.</param>
    public static async Task<EmulatedNetwork> StartAsync(string name, string hardware, string address)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "missing: root, to make network namespaces");
        var script = $"ip link add {name} address {hardware} type veth peer name peer && ip link set {name} up "
            + $"&& ip address add {address}/20 dev {name} && echo ready && exec cat";
        var holder = ChildProcess.Run("unshare", "--net", "sh", "-c", script);
        Assert.Equal("ready", await holder.ReadLineAsync());
        return new EmulatedNetwork(holder);
    }

    /// <summary>All addresses of the instance's kernel.</summary>
    public async Task<string> AddressesAsync()
    {
        using var ip = ChildProcess.Run(Ip, "-oneline", "address");
        var output = await ip.Process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await ip.EndedWellAsync();
        return output;
    }

    public void Dispose()
    {
        holder.Dispose();
        folder.Dispose();
    }
}
