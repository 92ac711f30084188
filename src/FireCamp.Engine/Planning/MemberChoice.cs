using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Finds members by the names that a user gave.</summary>
internal static class MemberChoice
{
    /// <exception cref="InvalidInputException">A name is no member's.</exception>
    public static IReadOnlyList<MemberSpec> Choose(ServiceSpec service, IReadOnlyList<MemberSpec> members, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return members;
        }

        var mistakes = names
            .Where(n => !members.Any(m => NameRules.Key(m.Name) == NameRules.Key(n)))
            .Select(n => new Mistake("Member", $"'{n}' is no member of '{service.Name}': {string.Join(", ", members.Select(m => m.Name))}."))
            .ToList();
        return mistakes.Count > 0
            ? throw new InvalidInputException("MemberNotFound", $"The choice of members of '{service.Name}'", mistakes)
            : [.. members.Where(m => names.Any(n => NameRules.Key(n) == NameRules.Key(m.Name)))];
    }
}
