using System.Management.Automation;
using System.Reflection;
using FireCamp.Shell.Shims;
using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.Shims;

public sealed class ShimCatalogTests
{
    [Fact]
    public void Entries_OfTheAssembly_ListEveryCmdletOnce()
    {
        var written = typeof(ShimCatalog).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null).Select(
                type => type.Name).Order().ToList();

        Assert.Equal(written, ShimCatalog.Entries().Select(entry => entry.ImplementingType.Name).Order());
    }

    [Fact]
    public void QualifiedName_OfAShim_FindsIt()
    {
        using var session = new ShimSession();

        Assert.Equal("1 2", session.Text(@"2, 1 | Microsoft.PowerShell.Utility\Sort-Object"));
    }
}
