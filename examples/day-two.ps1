# What an operator does to a service that runs, as a story: PostgreSQL gets more replicas, is changed, has its primary switched over, is
# backed up, damaged, restored and proven, and loses its replicas again, while rows are written to it all the time. Every row whose
# write was acknowledged is looked for at the end. It prints 'day-two: ok' last, only if every check in it held, and leaves nothing behind.
#
#   ./firecamp examples/day-two.ps1
#
# -Keep leaves the cluster as it is at the end; remove it with Remove-FireCampCluster daytwo -Force.
param([switch] $Keep)

$ErrorActionPreference = 'Stop'
$name = 'daytwo'
$script:next = 0
$script:acknowledged = [Collections.Generic.List[int]]::new()

function Show([string] $Text) { Write-Host "`n== $Text" }

function Assert([bool] $Holds, [string] $What) {
    if (-not $Holds) { throw "day-two: this does not hold: $What" }
}

# Asks in a service's primary, wherever it runs; psql finds its server by the member's environment.
function Invoke-Sql([string] $Sql, [string] $Service = 'mypg') { Invoke-FireCampCommand $Service -Cluster $name -- psql -qAtc $Sql }

# Writes a row. One that fails is never repeated: nobody knows whether the server has it.
function Add-Row {
    $script:next++
    try {
        Invoke-Sql "insert into camp values ($($script:next))"
        $script:acknowledged.Add($script:next)
        $true
    }
    catch {
        $false
    }
}

# Writes rows for as long as the job works, and says how long none was acknowledged.
function Watch-Job($Job) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $longest = [TimeSpan]::Zero
    $last = [TimeSpan]::Zero
    do {
        $working = $Job.State -in 'NotStarted', 'Running'
        if (Add-Row) {
            $now = $clock.Elapsed
            if ($now - $last -gt $longest) { $longest = $now - $last }
            $last = $now
        }
    } while ($working)
    $Job | Receive-Job -Wait -AutoRemoveJob | Out-Host
    $took, $waited = $clock.Elapsed.TotalSeconds.ToString('F1'), $longest.TotalSeconds.ToString('F2')
    Write-Host "It took $took s; the longest time between two acknowledged rows was $waited s."
}

# Every acknowledged row is there.
function Assert-Rows([string] $Service) {
    $held = [Collections.Generic.HashSet[int]]::new([int[]] @(Invoke-Sql 'select id from camp' $Service))
    $lost = @($script:acknowledged | Where-Object { -not $held.Contains($_) })
    Assert ($lost.Count -eq 0) "$Service has every row that was acknowledged; it lacks $($lost -join ', ')."
    "$Service has all $($script:acknowledged.Count) acknowledged rows."
}

function Remove-DayTwo {
    Get-FireCampCluster "$name*" | Where-Object Name -eq $name | Remove-FireCampCluster -Force -Confirm:$false
}

# What an earlier run left that was interrupted.
Remove-DayTwo
$store = Join-Path ([IO.Path]::GetTempPath()) "firecamp-daytwo-$PID"
$null = [IO.Directory]::CreateDirectory($store)

try {
    Show 'A cluster of three nodes, and PostgreSQL with two members'
    New-FireCampCluster $name -NodeCount 3 | Out-Host
    New-FireCampService mypg -Catalog PostgreSQL -Replicas 2 -Memory 256MB -VolumeSize 2GB -Cluster $name | Out-Host
    Invoke-Sql 'create table camp (id int primary key)'

    Show 'Two replicas more, from a snapshot of the one that there is'
    Add-FireCampReplica mypg -Count 2 -Cluster $name -WhatIf
    Watch-Job (Add-FireCampReplica mypg -Count 2 -Cluster $name -AsJob)
    Get-FireCampMember mypg -Cluster $name | Out-Host
    Assert (@(Get-FireCampMember mypg -Cluster $name | Where-Object Phase -eq Ready).Count -eq 4) 'four members are ready.'

    Show 'An option that applies without a restart, and one that takes a rolling restart'
    Watch-Job (Update-FireCampService mypg -WorkMem 6MB -Cluster $name -AsJob)
    Watch-Job (Update-FireCampService mypg -MaxConnections 150 -Cluster $name -AsJob)
    Get-FireCampServiceRevision mypg -Cluster $name | Out-Host
    Assert ((Invoke-Sql 'show work_mem') -eq '6MB') 'work_mem is 6MB.'
    Assert ((Invoke-Sql 'show max_connections') -eq '150') 'max_connections is 150.'

    Show 'Another primary'
    $before = Get-FireCampMember mypg -Role Primary -Cluster $name
    Watch-Job (Switch-FireCampPrimary mypg -Cluster $name -AsJob)
    $after = Get-FireCampMember mypg -Role Primary -Cluster $name
    "$($before.Name) was the primary, and $($after.Name) is."
    Assert ($before.Name -ne $after.Name) 'the primary is another member.'

    Show 'A backup, from a replica'
    Set-FireCampBackupStore "file://$store" -Cluster $name
    Watch-Job (Backup-FireCampService mypg -Label day-two -Encrypt -Cluster $name -AsJob)
    $backup = Get-FireCampBackup mypg -Cluster $name
    $backup | Out-Host
    $saved = [int] (Invoke-Sql 'select count(*) from camp')

    Show 'Is it good? It is restored into a service that is there for this alone, and looked at'
    Watch-Job ($backup | Test-FireCampBackup -Cluster $name -AsJob)
    Assert ($null -ne (Get-FireCampBackup mypg -Cluster $name).ProvenAt) 'the backup is proven.'

    Show 'A second service with its data'
    $null = $backup | Restore-FireCampService -As again -Cluster $name -Confirm:$false
    $restored = [int] (Invoke-Sql 'select count(*) from camp' again)
    "again has $restored rows; mypg had $saved soon after the backup."
    Assert ($restored -gt 0 -and $restored -le $saved) 'the restored service has the rows of the backup.'
    $null = Remove-FireCampService again -RemoveVolumes -Cluster $name -Confirm:$false

    Show 'The two replicas go'
    Watch-Job (Remove-FireCampReplica mypg -Count 2 -RemoveVolumes -Cluster $name -Confirm:$false -AsJob)
    Get-FireCampMember mypg -Cluster $name | Out-Host
    Assert (@(Get-FireCampMember mypg -Cluster $name).Count -eq 2) 'two members are left.'

    Show 'How is it?'
    Wait-FireCampService mypg -Cluster $name -Timeout 2m | Out-Host
    $checks = Test-FireCampService mypg -Cluster $name
    $checks | Out-Host
    Assert (-not ($checks | Where-Object Outcome -eq Failed)) 'no check of the service fails.'
    Assert-Rows mypg
    Get-FireCampEvent -Cluster $name -Tail 12 | Out-Host
}
finally {
    if (-not $Keep) {
        Remove-DayTwo
        [IO.Directory]::Delete($store, $true)
    }
}

'day-two: ok'
