using System.Management.Automation;
using System.Reflection;
using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Module;

/// <summary>What holds for every cmdlet, whoever wrote it.</summary>
public sealed class ShapeTests
{
    private static readonly HashSet<string> ApprovedVerbs = [.. typeof(Cmdlet).Assembly.GetExportedTypes()
        .Where(t => t.Name.StartsWith("Verbs", StringComparison.Ordinal) && t.IsAbstract && t.IsSealed)
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(f => (string)f.GetRawConstantValue()!)];

    // The tests of a class run one after the other, so that they can share a runspace.
    private static readonly ModuleShell Shell = new();

    private static readonly Lazy<IReadOnlyList<CmdletInfo>> All = new(
        () => [.. Shell.RunAsync("Get-Command -Module FireCamp").GetAwaiter().GetResult().Output.Select(o => (CmdletInfo)o.BaseObject)]);

    private static readonly string[] ReadingVerbs = ["Get", "Test", "Wait", "Watch"];

    // Disconnecting deletes this machine's copy of the cluster's key.
    // Restoring in place deletes what a service has.
    private static readonly string[] RemovingVerbs = ["Disconnect", "Remove", "Restore"];

    // It makes a service, and notes that the backup is proven.
    private static readonly string[] ChangingTests = ["Test-FireCampBackup"];

    public static TheoryData<string> Names { get; } = [.. Cmdlets().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cmdlet_Name_IsAnApprovedVerbAndASingularNoun(string name)
    {
        var cmdlet = Cmdlets().Single(c => c.Name == name);

        Assert.Contains(cmdlet.Verb, ApprovedVerbs);
        Assert.StartsWith("FireCamp", cmdlet.Noun);
        Assert.False(cmdlet.Noun.EndsWith('s'), cmdlet.Noun);
        Assert.Equal($"{cmdlet.Verb}{cmdlet.Noun}Command", cmdlet.ImplementingType.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cmdlet_OutputType_IsSaid(string name)
        => Assert.NotEmpty(Cmdlets().Single(c => c.Name == name).ImplementingType.GetCustomAttributes<OutputTypeAttribute>());

    [Theory]
    [MemberData(nameof(Names))]
    public void Cmdlet_ThatChangesSomething_HasWhatIfAndConfirm(string name)
    {
        var cmdlet = Cmdlets().Single(c => c.Name == name);

        var changes = !ReadingVerbs.Contains(cmdlet.Verb) || ChangingTests.Contains(cmdlet.Name);
        Assert.Equal(changes, cmdlet.Parameters.ContainsKey("WhatIf"));
        Assert.Equal(changes, cmdlet.Parameters.ContainsKey("Confirm"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cmdlet_ThatRemoves_AsksByItself(string name)
    {
        var cmdlet = Cmdlets().Single(c => c.Name == name);
        var impact = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact;

        Assert.Equal(RemovingVerbs.Contains(cmdlet.Verb), impact == ConfirmImpact.High);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cmdlet_Help_DescribesItAndEveryParameterWithAnExample(string name)
    {
        var help = (await Shell.RunAsync($"Get-Help {name} -Full")).Output.Single();

        Assert.NotEqual(name, Text(help, "Synopsis").Trim());
        Assert.NotEmpty(Nested(help, "description"));
        Assert.NotEmpty(Nested(help, "examples", "example"));
        Assert.NotEmpty(Nested(help, "alertSet", "alert"));
        Assert.Equal(
            Cmdlets().Single(c => c.Name == name).Parameters.Keys.Except(Cmdlet.CommonParameters).Order(),
            Nested(help, "parameters", "parameter").Where(p => Nested(p, "description").Count > 0).Select(p => Text(p, "name")).Order());
    }

    [Fact]
    public async Task About_OfTheModule_IsFound()
    {
        var result = await Shell.RunAsync("Get-Help about_FireCamp");

        Assert.Contains("FIRECAMP_HOME", result.Texts.Single());
    }

    private static IReadOnlyList<CmdletInfo> Cmdlets() => All.Value;

    private static string Text(PSObject value, string property) => $"{value.Properties[property]?.Value}";

    private static IReadOnlyList<PSObject> Nested(PSObject value, params string[] path)
    {
        object? at = value;
        foreach (var name in path)
        {
            at = at is PSObject wrapped ? wrapped.Properties[name]?.Value : null;
        }

        return at switch
        {
            null => [],
            PSObject { BaseObject: object[] list } => [.. list.Select(PSObject.AsPSObject)],
            object[] list => [.. list.Select(PSObject.AsPSObject)],
            _ => [PSObject.AsPSObject(at)],
        };
    }
}
