# Backups that take themselves: a cluster on this machine with Redis, a policy that says when it is backed up and what is kept, and a line for
# cron that carries it out. The line that is installed is really run, twice. It prints 'scheduled-backup: ok' last, only if every check in it
# held, and leaves nothing behind.
#
#   ./firecamp examples/scheduled-backup.ps1
#
# The line goes into a crontab of the example's own, so that nothing on this machine is changed; units for systemd are shown too.
$ErrorActionPreference = 'Stop'
$name = 'scheduled'
$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'firecamp-' + [Guid]::NewGuid().ToString('n').Substring(0, 8))
$store = "$folder/backups"
$crontab = "$folder/crontab"

function Show([string] $Text) { Write-Host "`n== $Text" }

function Assert([bool] $Holds, [string] $What) {
    if (-not $Holds) { throw "scheduled-backup: this does not hold: $What" }
}

function Remove-Cluster {
    Get-FireCampCluster "$name*" | Where-Object Name -eq $name | Remove-FireCampCluster -Force -Confirm:$false
}

# Runs what cron would: the line of the crontab behind its five fields, by sh, with a percent sign being written as \%.
function Invoke-Line {
    $line = [IO.File]::ReadAllLines($crontab) | Where-Object { -not $_.StartsWith('#') } | Select-Object -First 1
    $command = $line.Split(' ', 6)[5].Replace('\%', '%')
    sh -c $command | Out-Host
    $LASTEXITCODE
}

# What an earlier run left that was interrupted.
Remove-Cluster

Show 'A cluster with Redis, and a folder for backups'
$null = [IO.Directory]::CreateDirectory($store)
$null = New-FireCampCluster $name -NodeCount 1
try {
    New-FireCampService cache -Catalog Redis -ReplicasPerShard 1 -Memory 64MB -VolumeSize 100MB -Cluster $name | Out-Host
    Set-FireCampBackupStore "file://$store" -Cluster $name

    Show 'A policy: due each second, so that each run of the line has something to do; the first backup is proved, and the newest is kept'
    New-FireCampBackupPolicy often -Schedule '* * * * * *' -KeepLast 1 -ProveEvery 10 -Cluster $name | Out-Host

    Show 'What a machine with systemd would get'
    Register-FireCampScheduledTask BackupPolicy -Kind Systemd -UnitFolder $folder -Cluster $name | Out-Null
    [IO.File]::ReadAllText("$folder/firecamp-$name-backup-policy.timer")

    Show 'The line for cron, installed twice: it is there once'
    $task = Register-FireCampScheduledTask BackupPolicy -Crontab $crontab -Every 10m -Cluster $name
    $null = Register-FireCampScheduledTask BackupPolicy -Crontab $crontab -Every 10m -Cluster $name
    $task | Format-List Name, Kind, Every, Text | Out-Host
    Assert ([IO.File]::ReadAllLines($crontab).Count -eq 2) 'the crontab has the task once.'
    Assert ($task.Text.StartsWith('*/10 * * * * ')) 'the line says how often.'

    Show 'What cron runs, for the first time: the backup is proved'
    Assert ((Invoke-Line) -eq 0) 'the line ends with exit code 0.'
    $first = Get-FireCampBackup cache -Cluster $name
    $first | Out-Host
    Assert (@($first).Count -eq 1 -and $first.ProvenAt) 'there is one backup, and it is proven.'

    Show 'For the second time'
    Assert ((Invoke-Line) -eq 0) 'the line ends with exit code 0 again.'
    $second = Get-FireCampBackup cache -Cluster $name | Where-Object Id -ne $first.Id
    Assert (@($second).Count -eq 1) 'there is one backup more.'

    Show 'And from here: one is let go, but never the last one that was proven'
    $result = Invoke-FireCampBackupPolicy often -Cluster $name
    $result | Out-Host
    $kept = (Get-FireCampBackup cache -Cluster $name).Id
    Get-FireCampBackup cache -Cluster $name | Out-Host
    Assert (($result.Removed -join ' ') -eq $second.Id) 'the second one was removed.'
    Assert (($kept -join ' ') -eq "$($first.Id) $($result.Backup)") 'the proven one and the newest are kept.'

    Show 'A store that is away: the scheduler is told by the exit code, and nothing is lost'
    [IO.Directory]::Move($store, "$store.away")
    Assert ((Invoke-Line) -eq 1) 'the line ends with exit code 1.'
    [IO.Directory]::Move("$store.away", $store)
    Assert ((Get-FireCampBackup cache -Cluster $name).Count -eq 2) 'both backups are there.'

    Show 'The schedule is removed, and the policy'
    Get-FireCampScheduledTask -Crontab $crontab | Unregister-FireCampScheduledTask -Crontab $crontab
    Get-FireCampScheduledTask -UnitFolder $folder | Unregister-FireCampScheduledTask -UnitFolder $folder
    Remove-FireCampBackupPolicy often -Cluster $name -Confirm:$false
    Assert ([IO.File]::ReadAllText($crontab) -eq '') 'the crontab is empty.'
    Assert (-not (Get-ChildItem $folder -Filter 'firecamp-*')) 'no unit is left.'
    Assert (-not (Get-FireCampBackupPolicy -Cluster $name)) 'no policy is left.'
}
finally {
    Remove-Cluster
    [IO.Directory]::Delete($folder, $true)
}

Assert (-not (Get-FireCampCluster "$name*" | Where-Object Name -eq $name)) 'nothing is left.'
'scheduled-backup: ok'
