# docs/swarm.md from front to back, on the project's lab: a swarm of five machines that get FireCamp's agent, PostgreSQL and Redis on
# them, a machine that crashes under the primary, one that is emptied for maintenance, a second admin machine, and all of it removed
# again. It prints 'swarm-tour: ok' last, only if every check in it held, and leaves nothing behind.
#
#   ./firecamp examples/swarm-tour.ps1
#
# It starts a lab of its own (docs/lab.md: root on Debian 12) and takes it down at the end, whatever happens.
# -Lab FOLDER takes one that is up, with machines that wait for agents as docs/lab.md shows, and leaves it up without the cluster.
# -LabName gives its own lab another name, so that several go side by side.
# -Keep leaves the lab and the cluster as they are at the end, and says how to go on with them.
param([string] $Lab, [string] $LabName = 'tour', [switch] $Keep)

$ErrorActionPreference = 'Stop'
$name = 't1'
$root = Split-Path $PSScriptRoot
$swarm = "$root/tests/lab/swarm"
$isOwnLab = -not $Lab
$folder = if ($Lab) { (Resolve-Path $Lab).Path } else { "/tmp/firecamp-lab-$LabName" }

# Two admin machines: each has a FireCamp home of its own. They lie in the lab's folder and go with it; yours isn't touched.
$admin = "$folder/tour-admin"
$secondAdmin = "$folder/tour-second-admin"
$homeBefore = $env:FIRECAMP_HOME

function Show([string] $Text) { Write-Host "`n== $Text" }

function Assert([bool] $Holds, [string] $What) {
    if (-not $Holds) { throw "swarm-tour: this does not hold: $What" }
}

function Invoke-Lab {
    & $swarm --dir $folder @args
    if ($LASTEXITCODE -ne 0) { throw "swarm-tour: the lab could not do '$args'." }
}

# A reader's machines are there already; these wait for the agent that is installed, and keep it running as systemd would.
function Start-Lab {
    $env:NODE_HOOK = 'until [ -e /opt/firecamp/current ] && [ -e /etc/firecamp/agent.args ]; do sleep 0.1; done
        exec /opt/firecamp/current/FireCamp.Agent @/etc/firecamp/agent.args'
    $env:NODE_HOOK_READY = '! grep -qx member /etc/firecamp/agent.args || test -S /run/docker/plugins/firecamp.sock'
    try { Invoke-Lab up 5 1 | Out-Host }
    finally { $env:NODE_HOOK = $env:NODE_HOOK_READY = $null }
}

# Asks in the service's primary, wherever it runs: the engine asks the agent of its machine, by mutual TLS.
function Invoke-Sql([string] $Sql) { Invoke-FireCampCommand mypg -Cluster $name -- psql -qAtc $Sql }

# Redis asks for the password; it goes by the environment of this one process, never by its arguments.
function Invoke-Redis([string[]] $Arguments) {
    $variables = @{ REDISCLI_AUTH = (Get-FireCampCredential cache -Cluster $name).GetNetworkCredential().Password }
    $address = (Get-FireCampEndpoint cache -Role Primary -Cluster $name).Address
    Invoke-FireCampCommand cache -Cluster $name -Environment $variables -Command (@('redis-cli', '-h', $address) + $Arguments)
}

# As any client of the DNS server would.
function Resolve-Member([string] $HostName) { Invoke-Lab exec dns kdig +short '@127.0.0.1' $HostName A }

# Tries until it goes, and gives the seconds that it took.
function Measure-Until([scriptblock] $Script, [int] $Limit = 60) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        try {
            $null = & $Script
            return $clock.Elapsed.TotalSeconds
        }
        catch {
            if ($clock.Elapsed.TotalSeconds -gt $Limit) { throw }
            Start-Sleep -Milliseconds 100
        }
    }
}

# Whatever state the story ended in.
function Remove-Tour {
    $env:FIRECAMP_HOME = $admin
    try {
        if (-not $isOwnLab) { Get-FireCampCluster | Remove-FireCampCluster -Force -Confirm:$false }
    }
    finally {
        if ($isOwnLab) { & $swarm --dir $folder down }
        $admin, $secondAdmin | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
    }
}

function Wait-Node([string] $Node, [string] $Phase) {
    $null = Measure-Until { Assert ((Get-FireCampNode $Node -Cluster $name).Phase -eq $Phase) "$Node is $Phase within a minute." }
}

$missing = @(& $swarm requirements)
if ($LASTEXITCODE -ne 0) { throw "swarm-tour: this machine can't run the lab, it lacks: $($missing -join '; ')." }
if ($Lab -and -not (Test-Path "$folder/settings")) { throw "swarm-tour: there is no lab in '$folder'." }

Show 'The agent, packed as machines get it'
& "$root/eng/build" --agent
if ($LASTEXITCODE -ne 0) { throw 'swarm-tour: the agent does not build.' }
"bin/agent-bundle has version $(Get-Content "$root/bin/agent-bundle/version")."

try {
    if ($isOwnLab) {
        Show 'A swarm of one manager and four workers in three zones, with etcd, a DNS server and shared storage'
        Start-Lab
    }
    Invoke-Lab status | Out-Host
    $at = @{}
    foreach ($line in Invoke-Lab env) {
        $key, $value = $line -split '=', 2
        $at[$key] = $value
    }
    $env:FIRECAMP_HOME = $admin

    Show 'A cluster on it: first only the plan, for which all machines are looked at'
    $way = @{
        MetadataStore = 'etcd://' + ($at.LAB_ETCD_ENDPOINTS -replace 'http://')
        DockerCertificates = $at.LAB_DOCKER_CERT_PATH
        DnsKey = $at.LAB_TSIG_KEY_FILE
    }
    $cluster = $way + @{
        Name = $name
        Platform = 'Swarm'
        Manager = ($at.LAB_DOCKER_TCP_HOSTS -split ',')[0]
        DnsServer = $at.LAB_DNS_SERVER
        StaticIpPool = $at.LAB_ADDRESS_POOL
        SharedStorage = $at.LAB_SHARED_STORAGE
        InstallAgent = $true
        RemoteShell = "'$swarm' --dir '$folder' exec"
        HostName = '{name}'
        StartCommand = 'kill "$(cat /run/lab/hook.pid)"'
    }
    New-FireCampCluster @cluster -WhatIf
    Assert (-not (Get-FireCampCluster)) '-WhatIf makes nothing.'

    Show 'Now in earnest: all machines get the agent, then the cluster is made'
    $clock = [Diagnostics.Stopwatch]::StartNew()
    New-FireCampCluster @cluster | Out-Host
    "It took $($clock.Elapsed.TotalSeconds.ToString('F1')) s."
    Get-FireCampNode -Cluster $name | Out-Host
    $checks = Test-FireCampCluster $name
    $checks | Where-Object Outcome -ne Passed | Out-Host
    Assert (-not ($checks | Where-Object Outcome -eq Failed)) 'no check of the cluster fails.'
    "$(@($checks | Where-Object Outcome -eq Passed).Count) checks passed."

    Show 'PostgreSQL and Redis, with three members each: a primary and two replicas'
    New-FireCampService mypg -Catalog PostgreSQL -Replicas 3 -Memory 256MB -VolumeSize 1GB -SynchronousReplication 'any 1' -Cluster $name |
        Out-Host
    New-FireCampService cache -Catalog Redis -ReplicasPerShard 3 -Memory 64MB -VolumeSize 500MB -AppendFsync always -Cluster $name | Out-Host
    Get-FireCampMember mypg, cache -Cluster $name | Out-Host
    Get-FireCampEndpoint mypg -Cluster $name | Out-Host
    Assert (@((Get-FireCampMember mypg -Cluster $name).Zone | Sort-Object -Unique).Count -eq 3) 'its members lie in three zones.'

    Show 'Some rows, a key, and what the DNS server says'
    Invoke-Sql 'create table camp (id int primary key, what text)'
    Invoke-Sql "insert into camp select n, 'fire ' || n from generate_series(1, 1000) n"
    $content = "select count(*) || ' rows, checksum ' || md5(string_agg(what, ',' order by id)) from camp where id > 0"
    $written = Invoke-Sql $content
    $written
    Assert ((Invoke-Redis 'set', 'camp', 'fire') -eq 'OK') 'Redis takes a key.'
    $before = Get-FireCampMember mypg -Role Primary -Cluster $name
    "$($before.Host) is $(Resolve-Member $before.Host), on $($before.Node)."
    Assert ((Resolve-Member $before.Host) -eq $before.Address) "the DNS server knows the primary's address."

    Show "The crash of the primary's machine"
    Invoke-Lab crash $before.Node
    $seconds = Measure-Until { Invoke-Sql "insert into camp values (0, 'written after the crash')" }
    $after = Get-FireCampMember mypg -Role Primary -Cluster $name
    $read = Invoke-Sql $content
    $read
    "$($after.Name) took writes again after $($seconds.ToString('F1')) s, on $($after.Node) at $($after.Address)."
    Assert ($after.Name -eq $before.Name) 'the primary has the name that it had.'
    Assert ($after.Node -ne $before.Node) 'the primary runs on another machine.'
    Assert ($after.Address -eq $before.Address) 'the primary has the address that it had.'
    Assert ((Resolve-Member $before.Host) -eq $before.Address) 'the DNS server says what it said.'
    Assert ($read -eq $written) 'every row is there.'
    $null = Measure-Until { Assert ((Invoke-Redis 'get', 'camp') -eq 'fire') 'Redis gives its key back.' }
    Get-FireCampEvent -Cluster $name -Tail 5 | Out-Host

    Show 'The machine boots: its agent is up before its dockerd, and it takes members again'
    Invoke-Lab boot $before.Node
    Wait-Node $before.Node Up
    Wait-FireCampService mypg, cache -Cluster $name -Timeout 2m | Out-Host
    Get-FireCampNode -Cluster $name | Out-Host

    Show "Maintenance of $($after.Node): its members move away, one at a time"
    Suspend-FireCampNode $after.Node -Cluster $name
    $moved = Get-FireCampMember mypg, cache -Cluster $name
    $moved | Out-Host
    Assert (-not ($moved | Where-Object Node -eq $after.Node)) 'the suspended machine has no members.'
    Assert ((Get-FireCampNode $after.Node -Cluster $name).Phase -eq 'Suspended') 'it is suspended.'
    Resume-FireCampNode $after.Node -Cluster $name
    Wait-Node $after.Node Up

    Show 'A rolling restart'
    Restart-FireCampService mypg -Cluster $name
    Assert ((Invoke-Sql $content) -eq $written) 'every row is there.'
    Get-FireCampLog mypg -Cluster $name -Tail 2 | Out-Host

    Show 'A second admin machine, with a copy of the key'
    $key = "$admin/clusters/$name/key"
    $env:FIRECAMP_HOME = $secondAdmin
    Connect-FireCampCluster $name -Key $key @way | Out-Host
    Assert ((Invoke-Sql $content) -eq $written) 'the second admin machine reads the rows.'
    Get-FireCampService -Cluster $name | Out-Host
    Assert (-not (Get-FireCampService -Cluster $name | Where-Object Phase -ne Ready)) 'every service is ready.'
    Disconnect-FireCampCluster $name -Confirm:$false
    $env:FIRECAMP_HOME = $admin

    if (-not $Keep) {
        Show 'Cleaning up'
        $removed = Get-FireCampService -Cluster $name | Remove-FireCampService -RemoveVolumes -Confirm:$false
        $removed | Out-Host
        Assert ($removed.Count -eq 6) 'all six volumes are reported.'
        Assert (-not ($removed | Where-Object Outcome -ne Removed)) 'all volumes are removed.'
        Remove-FireCampCluster $name -Confirm:$false
        Assert (-not (Get-FireCampCluster)) 'the cluster is gone.'
        Assert (-not (Resolve-Member $before.Host)) 'the DNS server has forgotten its names.'
        Assert (-not (Invoke-Lab exec n1 docker service ls -q)) 'the swarm has none of its services.'
    }
}
finally {
    try {
        if ($Keep) { Write-Host "`nGo on with: FIRECAMP_HOME=$admin ./firecamp. At last: tests/lab/swarm --dir $folder down" }
        else { Remove-Tour }
    }
    finally { $env:FIRECAMP_HOME = $homeBefore }
}

if ($isOwnLab -and -not $Keep) { Assert (-not (Test-Path $folder)) 'nothing is left.' }
'swarm-tour: ok'
