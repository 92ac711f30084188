using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Carries out plans as operations that survive the death of whoever runs them.</summary>
public sealed class OperationRunner(ClusterPorts ports, OperationRegistry registry, RunnerOptions? options = null)
{
    /// <summary>Carries out a plan to its end.</summary>
    /// <param name="inputs">What the user gave in secret, by name; sealed until the operation is finished.</param>
    /// <returns>The succeeded operation.</returns>
    public Task<Operation> RunAsync(
        OperationPlan plan,
        IReadOnlyDictionary<string, string> inputs,
        IProgress<OperationProgress>? progress,
        CancellationToken cancel) => throw new NotImplementedException($"{ports}{registry}{options}");

    /// <summary>Goes on with an unfinished operation: forward, or with unwinding if that had begun.</summary>
    public Task<Operation> ResumeAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => throw new NotImplementedException($"{ports}{registry}{options}");

    /// <summary>Takes back what an unfinished operation has done.</summary>
    public Task<Operation> UndoAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => throw new NotImplementedException($"{ports}{registry}{options}");
}
