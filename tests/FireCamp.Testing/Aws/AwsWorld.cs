using System.Collections.Concurrent;
using FireCamp.Testing.Aws.Rules;

namespace FireCamp.Testing.Aws;

/// <summary>What all ways to one emulator share: the rules that put it right, the faults that are to come, and what was sent.</summary>
public sealed class AwsWorld : IDisposable
{
    public AwsWorld(Uri endpoint)
    {
        Backdoor = new AwsBackdoor(endpoint);
        Volumes = new VolumeRule();
        Scheduler = new EmulatedScheduler(Backdoor);
        Rules =
        [
            new TokenRule(), Volumes, new AddressRule(), new RecordRule(), new DiskRule(this), new EcsRule(Backdoor, Scheduler),
            new StackRule(Backdoor),
        ];
    }

    /// <summary>What goes wrong on the way.</summary>
    public AwsFaults Faults { get; } = new();

    /// <summary>Volumes whose attachment can be made to get stuck.</summary>
    public VolumeRule Volumes { get; }

    /// <summary>What starts and stops the tasks of ECS services.</summary>
    public EmulatedScheduler Scheduler { get; }

    /// <summary>What volumes hold; null where nobody writes to one.</summary>
    public LoopDisks? Disks { get; set; }

    /// <summary>Everything that was sent, in its order.</summary>
    public ConcurrentQueue<AwsRequest> Sent { get; } = new();

    internal IReadOnlyList<IAwsRule> Rules { get; }

    /// <summary>Whose turn it is with DynamoDB.</summary>
    internal SemaphoreSlim Table { get; } = new(1);

    internal AwsBackdoor Backdoor { get; }

    /// <summary>How often a call was sent, repeats included.</summary>
    public int Count(string operation) => Sent.Count(r => r.Name.Operation == operation);

    public void Dispose()
    {
        Backdoor.Dispose();
        Table.Dispose();
        Scheduler.Dispose();
    }
}
