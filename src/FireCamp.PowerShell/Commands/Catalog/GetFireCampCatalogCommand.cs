using System.Management.Automation;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.Errors;

namespace FireCamp.PowerShell.Commands.Catalog;

/// <summary>Gets the kinds of service that can be created; one that is named is shown with its options.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampCatalog")]
[OutputType(typeof(ServiceDefinition))]
public sealed class GetFireCampCatalogCommand : FireCampCmdlet
{
    // The format file shows objects of this type name in full; all others get a row of a table.
    private const string DetailTypeName = "FireCamp.Engine.Catalog.ServiceDefinition#Detail";

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Kind")]
    [ArgumentCompleter(typeof(KindCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, name =>
        {
            if (NamePatterns.IsPattern(name))
            {
                WriteMatching(name);
            }
            else
            {
                WriteDetail(Engine.Catalog.Find(name));
            }

            return Task.CompletedTask;
        });

    private void WriteMatching(string pattern)
    {
        var matches = NamePatterns.Matching(pattern);
        foreach (var entry in Engine.Catalog.List().Where(e => matches(e.Kind)))
        {
            if (entry.Definition is { } definition)
            {
                WriteObject(definition);
            }
            else
            {
                var mistakes = new InvalidInputException("CatalogInvalid", $"Kind '{entry.Kind}' in {entry.Folder}", entry.Mistakes);
                WriteError(ErrorRecords.From(mistakes, entry.Kind));
            }
        }
    }

    private void WriteDetail(ServiceDefinition definition)
    {
        var detail = new PSObject(definition);
        detail.TypeNames.Insert(0, DetailTypeName);
        WriteObject(detail);
    }
}
