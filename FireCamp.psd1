@{
  RootModule = 'bin/FireCamp.PowerShell.dll'
  # The loader comes first: it lets the cmdlets find the engine in a load context of its own.
  NestedModules = @('bin/FireCamp.Loader.dll')
  ModuleVersion = '1.0.0'
  GUID = '0c9d1c1e-6a55-4e7e-9f43-9a8c5a3f9d52'
  Author = 'The FireCamp authors'
  CompanyName = 'FireCamp'
  Copyright = '(c) The FireCamp authors'
  Description = 'Sets up, manages and scales stateful services such as PostgreSQL, Redis and ZooKeeper on container orchestrators.'
  PowerShellVersion = '7.6'
  CompatiblePSEditions = @('Core')
  FormatsToProcess = @(
    'Formats/Agent.Format.ps1xml'
    'Formats/Catalog.Format.ps1xml'
    'Formats/Cluster.Format.ps1xml'
    'Formats/ClusterCheck.Format.ps1xml'
    'Formats/Endpoint.Format.ps1xml'
    'Formats/Event.Format.ps1xml'
    'Formats/LogLine.Format.ps1xml'
    'Formats/Member.Format.ps1xml'
    'Formats/Node.Format.ps1xml'
    'Formats/Operation.Format.ps1xml'
    'Formats/Revision.Format.ps1xml'
    'Formats/Service.Format.ps1xml'
    'Formats/ServiceCheck.Format.ps1xml'
    'Formats/Volume.Format.ps1xml'
  )
  CmdletsToExport = @(
    'Approve-FireCampOperation'
    'Connect-FireCampCluster'
    'Disconnect-FireCampCluster'
    'Get-FireCampCatalog'
    'Get-FireCampCluster'
    'Get-FireCampCredential'
    'Get-FireCampEndpoint'
    'Get-FireCampEvent'
    'Get-FireCampLog'
    'Get-FireCampMember'
    'Get-FireCampNode'
    'Get-FireCampOperation'
    'Get-FireCampService'
    'Get-FireCampServiceRevision'
    'Install-FireCampAgent'
    'Invoke-FireCampCommand'
    'New-FireCampCluster'
    'New-FireCampService'
    'Remove-FireCampCluster'
    'Remove-FireCampService'
    'Restart-FireCampService'
    'Resume-FireCampNode'
    'Resume-FireCampOperation'
    'Set-FireCampServicePolicy'
    'Start-FireCampCluster'
    'Start-FireCampNode'
    'Start-FireCampService'
    'Stop-FireCampCluster'
    'Stop-FireCampNode'
    'Stop-FireCampService'
    'Suspend-FireCampNode'
    'Switch-FireCampPrimary'
    'Test-FireCampCluster'
    'Test-FireCampService'
    'Undo-FireCampOperation'
    'Update-FireCampAuthority'
    'Update-FireCampService'
    'Wait-FireCampService'
    'Watch-FireCampService'
  )
  FunctionsToExport = @()
  AliasesToExport = @()
  VariablesToExport = @()
  PrivateData = @{
    PSData = @{
      Tags = @('PSEdition_Core', 'Linux', 'PostgreSQL', 'Redis', 'ZooKeeper', 'Database', 'Cluster', 'Swarm', 'ECS', 'Kubernetes')
    }
  }
}
