Describe 'A password with every awkward character' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName p) -NodeCount 3
        $password = 'a =/&"''$\ b#:%{}`;'
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'works for PostgreSQL' {
        $credential = Get-TestCredential postgres $password
        (New-FireCampService pg -Catalog PostgreSQL -Replicas 2 -Memory 128MB -VolumeSize 1GB -Credential $credential).Phase | Should -Be Ready
        (Get-FireCampCredential pg).GetNetworkCredential().Password | Should -BeExactly $password
        $primary = Get-FireCampEndpoint pg -Role Primary
        # Over TCP and without the member's own password file, so that the password itself is what lets it in.
        Invoke-FireCampCommand pg -Environment @{ PGPASSWORD = $password; PGPASSFILE = '/dev/null' } -- psql -h $primary.Address -U postgres -Atc 'select 1' |
            Should -Be '1'
        Get-TextOf (Get-ErrorOf { Invoke-FireCampCommand pg -Environment @{ PGPASSWORD = 'wrong'; PGPASSFILE = '/dev/null' } -- psql -h $primary.Address -U postgres -Atc 'select 1' }) |
            Should -Match 'password authentication failed'
    }

    It 'works for Redis' {
        $credential = Get-TestCredential default $password
        (New-FireCampService cache -Catalog Redis -ReplicasPerShard 2 -Memory 32MB -VolumeSize 100MB -Credential $credential).Phase | Should -Be Ready
        $primary = Get-FireCampEndpoint cache -Role Primary
        Invoke-FireCampCommand cache -Environment @{ REDISCLI_AUTH = $password } -- redis-cli --no-auth-warning -h $primary.Address ping | Should -Be PONG
        Invoke-FireCampCommand cache -- redis-cli -h $primary.Address ping | Should -Match NOAUTH
    }

    It 'works for ZooKeeper' {
        $credential = Get-TestCredential super $password
        (New-FireCampService zk -Catalog ZooKeeper -Members 1 -Memory 192MB -VolumeSize 500MB -Credential $credential).Phase | Should -Be Ready
        (Get-FireCampCredential zk).GetNetworkCredential().Password | Should -BeExactly $password
    }

    It 'lies in no log, plan or process list' {
        $folder = (Get-FireCampCluster).Folder
        $logs = [IO.Directory]::GetFiles("$folder/logs", '*', [IO.SearchOption]::AllDirectories)
        foreach ($file in $logs) { [IO.File]::ReadAllText($file).Contains($password) | Should -BeFalse }
        $lines = [IO.Directory]::GetDirectories('/proc') | ForEach-Object { try { [IO.File]::ReadAllText("$_/cmdline") } catch { } }
        $lines | Where-Object { $_.Contains($password) } | Should -BeNullOrEmpty
        [Text.Encoding]::UTF8.GetString([IO.File]::ReadAllBytes("$folder/firecamp.db")).Contains($password) | Should -BeFalse
    }
}
