# FireCamp's main job in one go: a cluster on this machine, PostgreSQL that survives the death of its primary's node, and a
# Redis cluster. It prints 'quickstart: ok' last, only if every check in it held, and leaves nothing behind.
#
#   ./firecamp examples/quickstart.ps1
#
# -Keep leaves the cluster as it is at the end; remove it with Remove-FireCampCluster quickstart -Force.
param([switch] $Keep)

$ErrorActionPreference = 'Stop'
$name = 'quickstart'

function Show([string] $Text) { Write-Host "`n== $Text" }

function Assert([bool] $Holds, [string] $What) {
    if (-not $Holds) { throw "quickstart: this does not hold: $What" }
}

# Asks in the service's primary, wherever it runs; psql finds its server by the member's environment.
function Invoke-Sql([string] $Sql) { Invoke-FireCampCommand mypg -Cluster $name -- psql -qAtc $Sql }

# Redis asks for the password; it goes by the environment of this one process, never by its arguments.
function Invoke-Redis([string[]] $Arguments) {
    $variables = @{ REDISCLI_AUTH = (Get-FireCampCredential cache -Cluster $name).GetNetworkCredential().Password }
    $address = (Get-FireCampEndpoint cache -Cluster $name)[0].Address
    Invoke-FireCampCommand cache -Cluster $name -Environment $variables -Command (
        @('redis-cli', '--no-auth-warning', '-c', '-h', $address) + $Arguments)
}

function Remove-Quickstart {
    Get-FireCampCluster "$name*" | Where-Object Name -eq $name | Remove-FireCampCluster -Force -Confirm:$false
}

# What an earlier run left that was interrupted.
Remove-Quickstart

Show 'A cluster of three nodes in three zones'
New-FireCampCluster $name -NodeCount 3 | Out-Host
try {
    Get-FireCampNode -Cluster $name | Out-Host

    Show 'PostgreSQL with three members: one primary and two standbys'
    New-FireCampService mypg -Catalog PostgreSQL -Replicas 3 -Memory 256MB -VolumeSize 2GB -SynchronousReplication 'any 1' -Cluster $name |
        Out-Host
    Get-FireCampMember mypg -Cluster $name | Out-Host
    Get-FireCampEndpoint mypg -Cluster $name | Out-Host
    Assert ((Get-FireCampService mypg -Cluster $name).Phase -eq 'Ready') 'PostgreSQL is ready.'
    Assert (@((Get-FireCampMember mypg -Cluster $name).Zone | Sort-Object -Unique).Count -eq 3) 'its members lie in three zones.'

    Show 'Some rows'
    Invoke-Sql 'create table camp (id int primary key, what text)'
    Invoke-Sql "insert into camp select n, 'fire ' || n from generate_series(1, 1000) n"
    $content = "select count(*) || ' rows, checksum ' || md5(string_agg(what, ',' order by id)) from camp where id > 0"
    $written = Invoke-Sql $content
    $written

    Show "The death of the primary's node"
    $before = Get-FireCampMember mypg -Role Primary -Cluster $name
    "$($before.Name) runs on $($before.Node) at $($before.Address)."
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $before | Stop-FireCampNode -Crash
    while ($true) {
        try {
            Invoke-Sql "insert into camp values (0, 'written after the crash')"
            break
        }
        catch {
            if ($clock.Elapsed.TotalSeconds -gt 60) { throw }
            Start-Sleep -Milliseconds 100
        }
    }
    $seconds = $clock.Elapsed.TotalSeconds
    $after = Get-FireCampMember mypg -Role Primary -Cluster $name
    $read = Invoke-Sql $content
    $read
    "$($after.Name) took writes again after $($seconds.ToString('F1')) s, on $($after.Node) at $($after.Address)."
    Assert ($after.Name -eq $before.Name) 'the primary has the name that it had.'
    Assert ($after.Address -eq $before.Address) 'the primary has the address that it had.'
    Assert ($after.Node -ne $before.Node) 'the primary runs on another node.'
    Assert ($read -eq $written) 'every row is there.'
    Get-FireCampEvent -Cluster $name -Tail 5 | Out-Host

    Show 'The node back, and every member ready'
    Start-FireCampNode $before.Node -Cluster $name
    Wait-FireCampService mypg -Cluster $name -Timeout 2m | Out-Host
    Get-FireCampMember mypg -Cluster $name | Out-Host

    Show 'A Redis cluster of three shards with two members each'
    New-FireCampService cache -Catalog Redis -Shards 3 -ReplicasPerShard 2 -Memory 64MB -VolumeSize 500MB -Cluster $name | Out-Host
    Get-FireCampMember cache -Cluster $name | Out-Host
    foreach ($n in 1..20) {
        Assert ((Invoke-Redis 'set', "key$n", "value$n") -eq 'OK') "Redis takes key$n."
    }
    foreach ($n in 1..20) {
        Assert ((Invoke-Redis 'get', "key$n") -eq "value$n") "Redis gives key$n back."
    }
    '20 keys were written and read over all shards.'

    Show 'All services'
    Get-FireCampService -Cluster $name | Out-Host
    Assert (-not (Get-FireCampService -Cluster $name | Where-Object Phase -ne Ready)) 'every service is ready.'

    if (-not $Keep) {
        Show 'Cleaning up'
        $removed = Get-FireCampService -Cluster $name | Remove-FireCampService -RemoveVolumes -Confirm:$false
        $removed | Out-Host
        Assert ($removed.Count -eq 9) 'all nine volumes are reported.'
        Assert (-not ($removed | Where-Object Outcome -ne Removed)) 'all volumes are removed.'
    }
}
finally {
    if (-not $Keep) { Remove-Quickstart }
}

if (-not $Keep) { Assert (-not (Get-FireCampCluster "$name*" | Where-Object Name -eq $name)) 'nothing is left.' }
'quickstart: ok'
