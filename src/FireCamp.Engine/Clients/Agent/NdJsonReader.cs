using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>Reads an agent's streamed answer, one JSON object a line.</summary>
/// <param name="limit">How long the whole answer may take; infinite for a followed log.</param>
internal sealed class NdJsonReader(string endpoint, string attempt, TimeProvider time, TimeSpan limit)
{
    public async IAsyncEnumerable<T> ReadAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false));
        while (await LineAsync(reader, either.Token, cancel).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Parse(line, type);
            }
        }
    }

    private async Task<string?> LineAsync(StreamReader reader, CancellationToken either, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadLineAsync(either).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new AgentUnreachableException(endpoint, attempt, $"it did not end within {limit.TotalSeconds:0.#} s.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new AgentUnreachableException(endpoint, attempt, "the connection broke.", e);
        }
    }

    private T Parse<T>(string line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type)!;
        }
        catch (JsonException e)
        {
            throw new AgentUnreachableException(endpoint, attempt, "a line of its answer can't be read.", e);
        }
    }
}
