using FireCamp.Engine.Catalog;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the value of an option that is a choice, or true and false.</summary>
public sealed class OptionValueCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var kind = request.Engine.Catalog.Find(request.Value("Catalog") ?? "");
        var option = kind.Options.Single(o => o.Name.Equals(request.Parameter, StringComparison.OrdinalIgnoreCase));
        var values = option.Type == OptionType.Choice ? option.Choices : option.Default is { } value ? [value] : [];
        return Task.FromResult(values.Select(v => new Suggestion(v, option.Help)));
    }
}
