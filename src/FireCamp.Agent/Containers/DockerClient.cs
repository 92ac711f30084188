using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FireCamp.Agent.Containers;

/// <summary>Reads from the node's own dockerd, and has it pull images. Never used on the way to an answer that dockerd itself waits for.</summary>
/// <param name="socket">The path of dockerd's socket.</param>
internal sealed class DockerClient(string socket) : IDisposable
{
    private const string Version = "v1.41";

    /// <summary>A dockerd that hangs must not hold anything up for longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectCallback = (_, cancel) => ConnectAsync(socket, cancel),
        UseProxy = false,
    })
    {
        BaseAddress = new Uri($"http://docker/{Version}/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The containers that run now; only those that use the volume where one is named.</summary>
    /// <exception cref="DockerException">Docker doesn't answer.</exception>
    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(string? volume, CancellationToken cancel)
    {
        var filters = volume is null ? """{"status":["running"]}""" : $$"""{"status":["running"],"volume":["{{volume}}"]}""";
        return await GetAsync($"containers/json?filters={Uri.EscapeDataString(filters)}", DockerJson.Default.IReadOnlyListContainerSummary, cancel)
            .ConfigureAwait(false) ?? [];
    }

    /// <summary>The container, or null. Waits while Docker mounts, starts or cleans it up.</summary>
    /// <exception cref="DockerException">Docker doesn't answer.</exception>
    public Task<ContainerDetail?> FindAsync(string id, CancellationToken cancel)
        => GetAsync($"containers/{id}/json", DockerJson.Default.ContainerDetail, cancel);

    /// <summary>dockerd knows this node's volume drivers, as it does only once somebody has used one.</summary>
    /// <remarks>Until then the swarm counts the node as one without the driver, and places no member here.</remarks>
    /// <exception cref="DockerException">Docker doesn't answer.</exception>
    public Task ActivateDriversAsync(CancellationToken cancel) => GetAsync("volumes", DockerJson.Default.JsonElement, cancel);

    /// <summary>Whether the node has the image.</summary>
    /// <exception cref="DockerException">Docker doesn't answer.</exception>
    public async Task<bool> HasImageAsync(string image, CancellationToken cancel)
        => await GetAsync($"images/{image}/json", DockerJson.Default.JsonElement, cancel).ConfigureAwait(false)
            is { ValueKind: JsonValueKind.Object };

    /// <summary>Docker pulls the image for as long as the answer is read, and tells what it does: a JSON object a line.</summary>
    /// <param name="login">What the registry is to be told, as Docker's API wants it; null for nothing.</param>
    /// <exception cref="DockerException">Docker doesn't answer, or refuses.</exception>
    public Task<Stream> OpenPullAsync(string name, string digest, string? login, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, $"images/create?fromImage={Uri.EscapeDataString(name)}&tag={Uri.EscapeDataString(digest)}");
        if (login is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Registry-Auth", login);
        }

        return OpenAsync(request, "an image", cancel);
    }

    /// <summary>What the container writes, from its start or from a time on (seconds since 1970), and goes on writing.</summary>
    /// <exception cref="DockerException">Docker doesn't answer, or keeps no log of the container that it can read.</exception>
    public Task<Stream> OpenLogAsync(string id, long since, CancellationToken cancel)
        => OpenAsync(
            new HttpRequestMessage(HttpMethod.Get, $"containers/{id}/logs?follow=1&stdout=1&stderr=1&since={since}"), "a container's output", cancel);

    public void Dispose() => http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task<Stream> OpenAsync(HttpRequestMessage request, string what, CancellationToken cancel)
    {
        using var _ = request;
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false)
                : throw new DockerException(what, await RefusalAsync(response, cancel).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            throw new DockerException(what, Why(e), e);
        }
    }

    private static async Task<string> RefusalAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
            return MessageIn(text) ?? $"it answers {(int)response.StatusCode}: {text.Trim()}";
        }
    }

    private static string? MessageIn(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, DockerJson.Default.DockerSaid)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var response = await http.GetAsync(path, limit.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return default;
            }

            var text = await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(text, type)
                : throw new DockerException("containers", $"it answers {(int)response.StatusCode}: {text.Trim()}");
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new DockerException("containers", $"there is no answer within {Patience.TotalSeconds:0} s.", e);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or JsonException)
        {
            throw new DockerException("containers", Why(e), e);
        }
    }

    private string Why(Exception e) => File.Exists(socket) ? e.Message : $"there is no '{socket}'.";
}
