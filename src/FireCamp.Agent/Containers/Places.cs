using System.Collections.Concurrent;
using FireCamp.Agent.Members;

namespace FireCamp.Agent.Containers;

/// <summary>The members' places that are open on this node now.</summary>
internal sealed class Places
{
    private readonly ConcurrentDictionary<MemberKey, Place> places = new();
    private volatile TaskCompletionSource changed = New();

    public IReadOnlyCollection<Place> All => [.. places.Values];

    /// <summary>Completes when a place opens or closes after this was asked for.</summary>
    public Task Changed => changed.Task;

    public Place? Find(MemberKey member) => places.GetValueOrDefault(member);

    /// <summary>The place that a volume belongs to; null when it is not open.</summary>
    public Place? Find(string volume) => places.Values.FirstOrDefault(p => p.Folders.ContainsKey(volume));

    public void Open(Place place)
    {
        places[place.Key] = place;
        Signal();
    }

    /// <summary>The place is closed; one that was opened since for the same member stays.</summary>
    public void Close(Place place)
    {
        places.TryRemove(KeyValuePair.Create(place.Key, place));
        Signal();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref changed, New()).TrySetResult();
}
