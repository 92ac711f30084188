namespace FireCamp.Engine.Model;

/// <summary>A named thing does not exist.</summary>
/// <param name="noun">The thing's noun in Pascal case, such as <c>Service</c>; the error id is the noun + <c>NotFound</c>.</param>
public sealed class NotFoundException(string noun, string name, string nextStep)
    : FireCampException($"{noun}NotFound", $"There is no {Model.Noun.Words(noun)} named '{name}'.", nextStep)
{
    public string Noun { get; } = noun;
}
