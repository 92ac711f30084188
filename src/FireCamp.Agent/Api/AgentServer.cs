using FireCamp.Agent.Node;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FireCamp.Agent.Api;

/// <summary>The agent's HTTP server on its unix socket, in a folder that only its own user may enter, and on its TCP address if any.</summary>
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
            agent.Node.Listener?.AddTo(options);
        });
        builder.Services.AddRoutingCore();

        // Whoever follows a log would keep the agent from ending.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, AgentLifetime>();
        var app = builder.Build();
        if (agent.Node.Listener is { } listener)
        {
            app.Use(new CallerGate(listener.Identities, agent.Node.Time).PassAsync);
        }

        app.UseRouting();
        AgentApi.Map(app, agent, logs);
        await StartAsync(app, agent.Node.Listener).ConfigureAwait(false);
        File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return app;
    }

    private static async Task StartAsync(WebApplication app, AgentListener? listener)
    {
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException e) when (listener is not null)
        {
            throw new FireCampException("AgentAddressInUse", $"The agent can't listen on {listener.Endpoint}: {e.Message}",
                "Give it an address of this node and a free port.", e);
        }
    }
}
