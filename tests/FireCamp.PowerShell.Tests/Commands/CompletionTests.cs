using FireCamp.PowerShell.Tests.Hosting;

namespace FireCamp.PowerShell.Tests.Commands;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("Get-FireCampCatalog Post", "PostgreSQL")]
    [InlineData("New-FireCampService x -Catalog R", "Redis")]
    [InlineData("New-FireCampService x -Catalog PostgreSQL -Version 1", "13 14 15 16 17")]
    [InlineData("New-FireCampService x -Catalog PostgreSQL -Repl", "-Replicas -ReplicationUser")]
    [InlineData("New-FireCampService x -Catalog PostgreSQL -SuperuserC", "-SuperuserCredential")]
    [InlineData("New-FireCampService x -Catalog PostgreSQL -SynchronousReplication a", "'any 1' 'any 2' all")]
    [InlineData("Wait-FireCampService x -Phase Re", "Ready Removing")]
    [InlineData("New-FireCampCluster x -Platform ", "Local Swarm")]
    [InlineData("New-FireCampBackupPolicy x -Schedule 6", "6h")]
    [InlineData("Register-FireCampScheduledTask ", "BackupPolicy QueuedOperation")]
    public void Tab_OffersWhatFits(string line, string offered)
    {
        using var shell = new ModuleShell();

        Assert.Equal(offered, string.Join(' ', shell.Complete(line)));
    }

    [Theory]
    [InlineData("New-FireCampService x -Catalog missing -Repl")]
    [InlineData("New-FireCampService x -Catalog missing -Version ")]
    [InlineData("Get-FireCampService -Cluster missing -Name ")]
    [InlineData("Get-FireCampMember ")]
    [InlineData("Get-FireCampNode ")]
    [InlineData("Get-FireCampEvent ")]
    [InlineData("Resume-FireCampOperation ")]
    [InlineData("Invoke-FireCampBackupPolicy ")]
    [InlineData("Get-FireCampCredential missing -Name ")]
    public void Tab_WhereNothingFits_OffersNothingAndDoesNotFail(string line)
    {
        using var shell = new ModuleShell();

        Assert.Empty(shell.Complete(line));
    }
}
