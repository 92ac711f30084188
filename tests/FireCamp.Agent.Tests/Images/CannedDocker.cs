using FireCamp.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FireCamp.Agent.Tests.Images;

/// <summary>Answers on a socket as dockerd does when it is asked for images, and remembers what it was asked to pull.</summary>
internal sealed class CannedDocker : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly Lock gate = new();
    private readonly List<(string Name, string Digest, string? Login)> pulls = [];
    private WebApplication? server;

    public string Socket => folder.File("docker.sock");

    /// <summary>The images that it has: <c>name@digest</c>.</summary>
    public HashSet<string> Images { get; } = [];

    /// <summary>What it says of a pull, a line each; the last one may be an error.</summary>
    public Func<string, IReadOnlyList<string>> Says { get; set; } = _ => ["""{"status":"Download complete"}"""];

    public IReadOnlyList<(string Name, string Digest, string? Login)> Pulls
    {
        get
        {
            lock (gate)
            {
                return [.. pulls];
            }
        }
    }

    public static async Task<CannedDocker> StartAsync()
    {
        var docker = new CannedDocker();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.ListenUnixSocket(docker.Socket));
        docker.server = builder.Build();
        docker.server.Run(docker.AnswerAsync);
        await docker.server.StartAsync();
        return docker;
    }

    /// <summary>Nobody answers on the socket any more.</summary>
    public async Task StopAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
            server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (context.Request.Method == "GET")
        {
            var image = path["/v1.41/images/".Length..^"/json".Length];
            lock (gate)
            {
                context.Response.StatusCode = Images.Contains(image) ? 200 : 404;
            }

            await context.Response.WriteAsync("{}");
            return;
        }

        var (name, digest) = (context.Request.Query["fromImage"].ToString(), context.Request.Query["tag"].ToString());
        var lines = Says(name);
        lock (gate)
        {
            pulls.Add((name, digest, context.Request.Headers["X-Registry-Auth"].FirstOrDefault()));
            if (!lines[^1].Contains("error", StringComparison.Ordinal))
            {
                Images.Add($"{name}@{digest}");
            }
        }

        await context.Response.WriteAsync(string.Join('\n', lines));
    }
}
