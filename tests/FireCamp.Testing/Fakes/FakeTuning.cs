using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>A platform whose settings are either FireCamp's or as they were.</summary>
public sealed class FakeTuning : IPlatformTuning
{
    public bool IsApplied { get; private set; }

    public Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<string>>(IsApplied ? [] : ["The platform's settings become FireCamp's."]);

    public Task ApplyAsync(CancellationToken cancel) => SetAsync(true, cancel);

    public Task RestoreAsync(CancellationToken cancel) => SetAsync(false, cancel);

    private Task SetAsync(bool applied, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        IsApplied = applied;
        return Task.CompletedTask;
    }
}
