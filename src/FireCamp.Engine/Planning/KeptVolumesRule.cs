using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Whether kept volumes can be taken over by the service that asks for them.</summary>
internal static class KeptVolumesRule
{
    /// <exception cref="InvalidInputException">They are another kind's, or members that had one would be left out.</exception>
    public static void Require(CreateServiceRequest request, KeptService kept, IReadOnlyList<MemberSpec> members)
    {
        var mistakes = new List<Mistake>();
        var service = members[0];
        if (!kept.Service.Kind.Equals(service.Kind, StringComparison.OrdinalIgnoreCase))
        {
            mistakes.Add(new Mistake("Catalog", $"the kept volumes are of a {kept.Service.Kind} service, not {service.Kind}."));
        }

        var names = members.SelectMany(m => m.Volumes).Select(v => v.Name).ToHashSet();
        mistakes.AddRange(kept.Volumes.Where(v => !names.Contains(v.Name)).Select(v =>
            new Mistake("Option", $"kept volume {v.Name} would belong to no member: ask for as many members as the earlier service had.")));
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("KeptVolumesUnfit", $"Service '{request.Name}'", mistakes);
        }
    }
}
