using System.Text.Json;
using FireCamp.Agent.Api;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FireCamp.Agent.Plugin;

/// <summary>Answers dockerd on the plugin's socket, which only root may open.</summary>
internal static class PluginServer
{
    /// <summary>The server answers. The socket of an agent that died is replaced.</summary>
    public static async Task<WebApplication> StartAsync(string socket, VolumeDriver driver)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(socket)!);
        File.Delete(socket);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, AgentLifetime>();
        var app = builder.Build();
        app.UseRouting();
        Map(app, "Plugin.Activate", _ => VolumeDriver.Activate());
        Map(app, "VolumeDriver.Capabilities", _ => VolumeDriver.Capabilities());
        Map(app, "VolumeDriver.Create", driver.Create);
        Map(app, "VolumeDriver.Remove", driver.Remove);
        Map(app, "VolumeDriver.Get", driver.Get);
        Map(app, "VolumeDriver.Path", driver.Path);
        Map(app, "VolumeDriver.List", _ => driver.List());
        Map(app, "VolumeDriver.Unmount", driver.Unmount);
        Map(app, "VolumeDriver.Mount", driver.MountAsync);
        await app.StartAsync().ConfigureAwait(false);
        File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return app;
    }

    private static void Map(WebApplication app, string call, Func<PluginRequest, PluginAnswer> answer)
        => Map(app, call, (request, _) => Task.FromResult(answer(request)));

    private static void Map(WebApplication app, string call, Func<PluginRequest, CancellationToken, Task<PluginAnswer>> answer)
        => app.MapPost($"/{call}", context => AnswerAsync(context, answer));

    private static async Task AnswerAsync(HttpContext context, Func<PluginRequest, CancellationToken, Task<PluginAnswer>> answer)
    {
        try
        {
            // dockerd names no media type, and sends nothing at all where a call has no arguments.
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
            var request = text.Length > 0 ? JsonSerializer.Deserialize(text, PluginJson.Default.PluginRequest) : null;
            var answered = await answer(request ?? new PluginRequest(), context.RequestAborted).ConfigureAwait(false);
            await WriteAsync(context, answered).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            await WriteAsync(context, new PluginAnswer { Err = $"The request can't be read: {e.Message}" }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // dockerd has given up waiting; there is nobody to tell.
        }
    }

    private static async Task WriteAsync(HttpContext context, PluginAnswer answer)
    {
        context.Response.StatusCode = string.IsNullOrEmpty(answer.Err) ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        var text = JsonSerializer.SerializeToUtf8Bytes(answer, PluginJson.Default.PluginAnswer);
        context.Response.ContentType = "application/vnd.docker.plugins.v1.2+json";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }
}
