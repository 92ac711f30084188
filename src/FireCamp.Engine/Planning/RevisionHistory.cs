using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Turns a service's kept revisions into what users see of them. Pure.</summary>
public static class RevisionHistory
{
    /// <param name="revisions">The first first.</param>
    /// <returns>The newest first.</returns>
    public static IReadOnlyList<Revision> Of(ServiceSpec service, IReadOnlyList<ServiceRevision> revisions)
    {
        var history = revisions.Select((revision, i) => new Revision
        {
            Cluster = service.Cluster,
            Service = service.Name,
            Number = revision.Number,
            IsCurrent = revision.Number == service.Revision,
            At = revision.At,
            By = revision.By,
            Operation = revision.Operation,
            Change = revision.Change,
            Diff = i == 0 ? [] : SpecDifferences.Between(revisions[i - 1].Spec, revision.Spec),
            Version = revision.Spec.Version,
            Memory = revision.Spec.Memory,
            CpuLimit = revision.Spec.CpuLimit,
            Options = revision.Spec.Options,
        });
        return [.. history.Reverse()];
    }
}
