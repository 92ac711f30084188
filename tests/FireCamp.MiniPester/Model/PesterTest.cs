using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FireCamp.MiniPester.Model;

/// <summary>One It, or one case of it.</summary>
public sealed class PesterTest(string name, PesterBlock parent, ScriptBlock body) : PesterNode(name, parent, body)
{
    private readonly List<ErrorRecord> errors = [];

    /// <summary>Passed, Failed, Skipped, or NotRun when a filter left it out.</summary>
    public TestOutcome Result { get; set; } = TestOutcome.NotRun;

    public TimeSpan Duration { get; set; }

    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>Why it was skipped.</summary>
    public string Reason { get; set; } = string.Empty;

    /// <summary>The errors that were written and ended nothing.</summary>
    public IReadOnlyList<ErrorRecord> Errors => errors;

    public string ExpandedPath => FullName;

    /// <summary>Every BeforeEach around the test, the outermost first.</summary>
    public IReadOnlyList<ScriptBlock> BeforeEach => [.. Around().Reverse().SelectMany(block => block.BeforeEach)];

    /// <summary>Every AfterEach around the test, the innermost first.</summary>
    public IReadOnlyList<ScriptBlock> AfterEach => [.. Around().SelectMany(block => block.AfterEach)];

    /// <summary>The case's values that the body's param() asks for.</summary>
    public Hashtable Arguments
    {
        get
        {
            var asked = (Body.Ast as ScriptBlockAst)?.ParamBlock?.Parameters.Select(
                parameter => parameter.Name.VariablePath.UserPath);
            var arguments = new Hashtable();
            if (Data is IDictionary table)
            {
                foreach (var name in asked?.Where(table.Contains) ?? [])
                {
                    arguments[name] = table[name];
                }
            }

            return arguments;
        }
    }

    /// <summary>Takes in what the body put out. Only errors are kept, to be shown should the test fail.</summary>
    public void Note(object? output)
    {
        if ((output is PSObject wrapped ? wrapped.BaseObject : output) is ErrorRecord error)
        {
            errors.Add(error);
        }
    }

    /// <summary>
    /// Takes in how the test ended when it didn't pass. The first failure counts: what follows is often its echo.
    /// </summary>
    public void Fail(ErrorRecord error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (error.Exception is TestSkippedException skip)
        {
            Result = TestOutcome.Skipped;
            Reason = skip.Message;
        }
        else if (Result != TestOutcome.Failed)
        {
            Result = TestOutcome.Failed;
            ErrorRecord = error;
        }
    }

    private IEnumerable<PesterBlock> Around()
    {
        for (var block = Parent; block is not null; block = block.Parent)
        {
            yield return block;
        }
    }
}
