using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Writes an operation's record for one holder, and for no other.</summary>
internal sealed class RecordWriter(IMetadataStore store, TimeProvider time, Versioned<OperationRecord> taken, TimeSpan leaseDuration)
    : LeasedWriter<OperationRecord>(store, time, taken.Value.Cluster, taken, OperationsJson.Default.OperationRecord, leaseDuration)
{
    private readonly string id = taken.Value.Id;

    protected override RunnerRecord? RunnerOf(OperationRecord record) => record.Runner;

    protected override FireCampException TakenOver(RunnerRecord? other) => new OperationTakenOverException(id, other?.Actor);
}
