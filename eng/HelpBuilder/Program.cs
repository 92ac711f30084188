using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using FireCamp.HelpBuilder;

// Makes en-US/FireCamp.PowerShell.dll-Help.xml, where Get-Help looks for it, of docs/cmdlets and of the built module's cmdlets.
// Usage: FireCamp.HelpBuilder CHECKOUT
if (args is not [var root])
{
    Console.Error.WriteLine("Usage: FireCamp.HelpBuilder CHECKOUT");
    return 2;
}

var state = InitialSessionState.CreateDefault2();
state.ThrowOnRunspaceOpenError = true;
state.ImportPSModule([Path.Combine(Path.GetFullPath(root), "FireCamp.psd1")]);
using var runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using var shell = PowerShell.Create(runspace);
var cmdlets = shell.AddScript("Get-Command -Module FireCamp -CommandType Cmdlet").Invoke<CmdletInfo>();

var mistakes = new List<string>();
var help = new XElement(Maml.Items + "helpItems", new XAttribute("schema", "maml"));
foreach (var cmdlet in cmdlets.OrderBy(c => c.Name, StringComparer.Ordinal))
{
    var file = Path.Combine(root, "docs", "cmdlets", $"{cmdlet.Name}.md");
    if (!File.Exists(file))
    {
        mistakes.Add($"{cmdlet.Name}: docs/cmdlets/{cmdlet.Name}.md is missing.");
        continue;
    }

    var page = HelpPageReader.Read(file);
    mistakes.AddRange(HelpPageCheck.Mistakes(page, cmdlet));
    help.Add(mistakes.Count == 0 ? MamlWriter.Write(page, cmdlet) : null);
}

foreach (var mistake in mistakes)
{
    Console.Error.WriteLine(mistake);
}

if (mistakes.Count > 0)
{
    return 1;
}

var folder = Directory.CreateDirectory(Path.Combine(root, "en-US"));
new XDocument(help).Save(Path.Combine(folder.FullName, "FireCamp.PowerShell.dll-Help.xml"));
File.Copy(
    Path.Combine(root, "docs", "cmdlets", "about_FireCamp.help.txt"),
    Path.Combine(folder.FullName, "about_FireCamp.help.txt"),
    overwrite: true);
return 0;
