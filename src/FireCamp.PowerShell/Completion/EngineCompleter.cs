using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FireCamp.PowerShell.Sessions;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes names that the engine knows. Takes at most a second, and rather offers nothing than fails.</summary>
public abstract class EngineCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private protected EngineCompleter()
    {
    }

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var engine = EngineSession.Current.Engine;
            var request = new CompletionRequest(engine, parameterName, fakeBoundParameters);
            using var time = new CancellationTokenSource(Limit);
            var search = Task.Run(() => FindAsync(request, time.Token), time.Token);
            return search.Wait(Limit) ? [.. Results(search.Result, wordToComplete)] : [];
        }
        catch (Exception)
        {
            // Tab must never print an error in the middle of somebody's line.
            return [];
        }
    }

    private protected abstract Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel);

    private static IEnumerable<CompletionResult> Results(IEnumerable<Suggestion> suggestions, string word)
    {
        var start = word.Trim('\'', '"');
        return suggestions
            .Where(s => s.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(s => new CompletionResult(Quoting.Argument(s.Text), s.Text, CompletionResultType.ParameterValue, s.Help));
    }
}
