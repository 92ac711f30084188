using FireCamp.Engine.Catalog;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the value of an option that is a choice, or true and false.</summary>
public sealed class OptionValueCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        // Where the kind isn't on the line, options of one name mostly are of one kind.
        var kinds = request.Value("Catalog") is { } catalog
            ? [request.Engine.Catalog.Find(catalog)]
            : request.Engine.Catalog.List().Select(e => e.Definition).OfType<ServiceDefinition>();
        var option = kinds.SelectMany(k => k.Options).First(o => o.Name.Equals(request.Parameter, StringComparison.OrdinalIgnoreCase));
        var values = option.Type == OptionType.Choice ? option.Choices : option.Default is { } value ? [value] : [];
        return Task.FromResult(values.Select(v => new Suggestion(v, option.Help)));
    }
}
