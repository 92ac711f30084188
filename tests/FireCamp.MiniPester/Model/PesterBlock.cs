using System.Management.Automation;

namespace FireCamp.MiniPester.Model;

/// <summary>A Describe or Context with what is in it; a file's outermost block has no parent.</summary>
public sealed class PesterBlock(string name, PesterBlock? parent, ScriptBlock body) : PesterNode(name, parent, body)
{
    public List<PesterNode> Children { get; } = [];

    public List<ScriptBlock> BeforeAll { get; } = [];

    public List<ScriptBlock> AfterAll { get; } = [];

    public List<ScriptBlock> BeforeEach { get; } = [];

    public List<ScriptBlock> AfterEach { get; } = [];

    /// <summary>Why no test in here can run; null while they can.</summary>
    public ErrorRecord? Failure { get; private set; }

    /// <summary>True when a test in here is to run, so that its set-up is needed.</summary>
    public bool HasWork { get; set; }

    /// <summary>Makes every test in here fail with this error.</summary>
    public void Fail(ErrorRecord error) => Failure ??= error;

    public IEnumerable<PesterTest> AllTests =>
        Children.SelectMany(child => child is PesterBlock block ? block.AllTests : [(PesterTest)child]);
}
