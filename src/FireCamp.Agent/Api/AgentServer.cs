using FireCamp.Agent.Node;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Platforms.Local;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FireCamp.Agent.Api;

/// <summary>The agent's HTTP server on its unix socket, in a folder that only its own user may enter.</summary>
internal static class AgentServer
{
    /// <summary>The server answers. The socket of an agent that died is replaced.</summary>
    public static async Task<WebApplication> StartAsync(NodeAgent agent, ILogReader logs)
    {
        var socket = agent.Node.Paths.AgentSocket(agent.Node.Node);
        ShortPath.EnsureFolderOf(socket);
        File.Delete(socket);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MinRequestBodyDataRate = null;
            options.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();

        // Whoever follows a log would keep the agent from ending.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, AgentLifetime>();
        var app = builder.Build();
        app.UseRouting();
        AgentApi.Map(app, agent, logs);
        await app.StartAsync().ConfigureAwait(false);
        File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return app;
    }
}
