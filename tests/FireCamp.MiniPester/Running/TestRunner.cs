using System.Diagnostics;
using System.Management.Automation;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>
/// Runs the tests of a block, each in a scope of its own within that of its block: what BeforeAll sets is seen by all
/// below, and what a test sets is gone after it. Public because the scripts that open the scopes call it back.
/// </summary>
public sealed class TestRunner
{
    // The hooks are dotted, so that they run in the scope that the script block opens, and their output is dropped.
    private static readonly ScriptBlock BlockScope = ScriptBlock.Create(
        """
        param($__block, $__runner)
        $__runner.Define($__block)
        try { foreach ($__step in $__block.BeforeAll) { $null = . $__step } } catch { $__block.Fail($_) }
        $__runner.RunChildren($__block)
        try { foreach ($__step in $__block.AfterAll) { $null = . $__step } } catch { $__runner.FailAfterwards($__block, $_) }
        """);

    private static readonly ScriptBlock TestScope = ScriptBlock.Create(
        """
        param($__test, $__runner)
        $__runner.Define($__test)
        $__arguments = $__test.Arguments
        try {
            foreach ($__step in $__test.BeforeEach) { $null = . $__step }
            . $__test.Body @__arguments 2>&1 | & { process { $__test.Note($_) } }
        } catch { $__test.Fail($_) }
        try { foreach ($__step in $__test.AfterEach) { $null = . $__step } } catch { $__test.Fail($_) }
        """);

    private readonly PSCmdlet cmdlet;
    private readonly PesterRun run;
    private readonly TestReport report;

    internal TestRunner(PSCmdlet cmdlet, PesterRun run, TestReport report)
    {
        this.cmdlet = cmdlet;
        this.run = run;
        this.report = report;
    }

    /// <summary>Runs one block with all that is in it, when any of it is to run.</summary>
    public void Run(PesterBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (!block.HasWork)
        {
            return;
        }

        report.Enter(block);
        if (block.Failure is not null || block.AllTests.All(test => test.Result == TestOutcome.NotRun && Skips(test)))
        {
            RunChildren(block);
        }
        else
        {
            cmdlet.InvokeCommand.InvokeScript(useLocalScope: true, BlockScope, input: null, block, this);
        }
    }

    public void Define(PesterNode node) => ScopeVariables.Define(cmdlet, node);

    public void RunChildren(PesterBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        foreach (var child in block.Children)
        {
            if (child is PesterBlock inner)
            {
                if (block.Failure is { } failure)
                {
                    inner.Fail(failure);
                }

                Run(inner);
            }
            else if (child is PesterTest { Result: TestOutcome.NotRun } test && run.Tests.Contains(test))
            {
                RunTest(test);
            }
        }
    }

    public void FailAfterwards(PesterBlock block, ErrorRecord error)
    {
        ArgumentNullException.ThrowIfNull(block);
        run.OtherFailures.Add(error);
        report.WriteFailure($"{block.Name}: AfterAll", error, block);
    }

    private void RunTest(PesterTest test)
    {
        var started = Stopwatch.GetTimestamp();
        if (Skips(test))
        {
            test.Result = TestOutcome.Skipped;
            test.Reason = "marked -Skip";
        }
        else if (test.Parent!.Failure is { } failure)
        {
            test.Result = TestOutcome.Failed;
            test.ErrorRecord = failure;
        }
        else
        {
            PesterSession.Within(null, () =>
                cmdlet.InvokeCommand.InvokeScript(useLocalScope: true, TestScope, input: null, test, this));
            test.Result = test.Result == TestOutcome.NotRun ? TestOutcome.Passed : test.Result;
        }

        test.Duration = Stopwatch.GetElapsedTime(started);
        report.Write(test);
    }

    private static bool Skips(PesterNode node) => node.IsSkipped || (node.Parent is { } parent && Skips(parent));
}
