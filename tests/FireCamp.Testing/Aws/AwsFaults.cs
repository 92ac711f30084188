using System.Collections.Concurrent;

namespace FireCamp.Testing.Aws;

/// <summary>The faults that are to come, each for one request.</summary>
public sealed class AwsFaults
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<AwsFault>> waiting = new();
    private readonly ConcurrentDictionary<string, byte[]> answers = new();
    private readonly ConcurrentDictionary<string, string> refusals = new();
    private Func<AwsRequest, AwsFault>? everywhere;

    /// <summary>The next requests of that operation meet the faults, one each.</summary>
    public void Arm(string operation, params ReadOnlySpan<AwsFault> faults)
    {
        var queue = waiting.GetOrAdd(operation, _ => new());
        foreach (var fault in faults)
        {
            queue.Enqueue(fault);
        }
    }

    /// <summary>That operation is refused with the code from now on; null ends that.</summary>
    public void Refuse(string operation, string? code)
    {
        refusals.TryRemove(operation, out _);
        if (code is not null)
        {
            refusals[operation] = code;
        }
    }

    /// <summary>Each request is asked what happens to it; null ends that.</summary>
    public void ArmAll(Func<AwsRequest, AwsFault>? choose) => everywhere = choose;

    internal AwsFault Take(AwsRequest request)
        => waiting.TryGetValue(request.Name.Operation, out var queue) && queue.TryDequeue(out var fault)
            ? fault
            : everywhere?.Invoke(request) ?? AwsFault.None;

    internal string? RefusalOf(AwsRequest request) => refusals.GetValueOrDefault(request.Name.Operation);

    internal byte[]? LastAnswer(AwsRequest request) => answers.GetValueOrDefault(KeyOf(request));

    internal async Task NoteAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode && request.Name.Operation.StartsWith("Describe", StringComparison.Ordinal))
        {
            answers[KeyOf(request)] = await response.Content.ReadAsByteArrayAsync();
        }
    }

    private static string KeyOf(AwsRequest request) => $"{request.Name} {request.Url} {request.Text}";
}
