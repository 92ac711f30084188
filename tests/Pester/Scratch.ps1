# What the tests of this folder share; dot-source it in BeforeAll.

# A home of its own for a file's clusters, short enough for the paths of sockets.
function Enter-ScratchHome {
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'fc-' + [Guid]::NewGuid().ToString('n').Substring(0, 8))
    $null = [IO.Directory]::CreateDirectory($folder)
    $env:FIRECAMP_HOME = $folder
    $env:FIRECAMP_CLUSTER = $null
    $env:FIRECAMP_CATALOG = $null
}

# Removes every cluster of the home with all that belongs to it, then the home.
function Exit-ScratchHome {
    Get-FireCampCluster | Remove-FireCampCluster -Force -Confirm:$false
    [IO.Directory]::Delete($env:FIRECAMP_HOME, $true)
    $env:FIRECAMP_HOME = $null
}

# A name that no other run on this machine uses at the same time.
function Get-ScratchName([string] $Prefix) {
    $Prefix + [Guid]::NewGuid().ToString('n').Substring(0, 6)
}

# The error that a script fails with; nothing if it doesn't.
function Get-ErrorOf([scriptblock] $Script) {
    $ErrorActionPreference = 'Stop'
    try { $null = & $Script } catch { $_ }
}

# What a person reads of an error: what happened and what to do.
function Get-TextOf($Failure) {
    "$Failure $($Failure.ErrorDetails.RecommendedAction)"
}

# A credential with a password in the clear.
function Get-TestCredential([string] $UserName, [string] $Password) {
    $secure = [Security.SecureString]::new()
    foreach ($character in $Password.ToCharArray()) { $secure.AppendChar($character) }
    [PSCredential]::new($UserName, $secure)
}

# What a script writes once that is something true; fails with the script's text when a minute has gone by without it.
function Wait-Until([scriptblock] $Script) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while ($watch.Elapsed.TotalSeconds -lt 60) {
        $found = & $Script
        if ($found) { return $found }
    }
    throw "It never was so: $Script"
}
