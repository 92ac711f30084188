namespace FireCamp.Engine.Model;

/// <summary>A name is taken already; names that differ only in case count as one, as they do in DNS.</summary>
public sealed class AlreadyExistsException(string noun, string name, string nextStep)
    : FireCampException($"{noun}Exists", $"A {Model.Noun.Words(noun)} named '{name}' exists already.", nextStep)
{
    public string Noun { get; } = noun;
}
