Describe 'A PostgreSQL service' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName s)
        $created = New-FireCampService mypg -Catalog PostgreSQL -Memory 128MB -VolumeSize 1GB -MaxConnections 20
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'is ready once New-FireCampService returns' {
        $created.Phase | Should -Be Ready
        $created.ReadyMembers | Should -Be 3
        $created.Options.MaxConnections | Should -Be '20'
    }

    It 'is got by name, pattern and object, and shown as a table' {
        (Get-FireCampService).Name | Should -Be mypg
        (Get-FireCampService MYPG).Name | Should -BeExactly mypg
        ('my*' | Get-FireCampService).Kind | Should -Be PostgreSQL
        ($created | Get-FireCampService).Name | Should -Be mypg
        Get-FireCampService | Out-String | Should -Match 'mypg\s+PostgreSQL\s+15\s+Ready\s+3\s+3'
        Get-FireCampService other* | Should -BeNullOrEmpty
    }

    It 'has members in every zone and one primary' {
        $members = Get-FireCampMember mypg
        $members.Name | Should -Be 'mypg-0', 'mypg-1', 'mypg-2'
        $members.Phase | Should -Be 'Ready', 'Ready', 'Ready'
        $members.Zone | Should -Be 'zone-1', 'zone-2', 'zone-3'
        ($members.Node | Sort-Object -Unique).Count | Should -Be 3
        (Get-FireCampMember mypg -Role Primary).Name | Should -Be mypg-0
        (Get-FireCampMember mypg mypg-[12]).Role | Should -Be 'Replica', 'Replica'
        ($created | Get-FireCampMember).Count | Should -Be 3
        $members | Out-String | Should -Match 'mypg-0\s+Primary\s+Ready'
    }

    It 'has endpoints with connection strings, none with a password' {
        $primary = Get-FireCampEndpoint mypg -Role Primary
        $primary.Port | Should -Be 5432
        $primary.Connections.uri | Should -Match '^postgresql://postgres@.*:5432/postgres$'
        (Get-FireCampEndpoint mypg) | Should -HaveCount 3
        $password = (Get-FireCampCredential mypg).GetNetworkCredential().Password
        (Get-FireCampEndpoint mypg).Connections.Values -match [regex]::Escape($password) | Should -BeNullOrEmpty
    }

    It 'has credentials that were generated' {
        $superuser = Get-FireCampCredential mypg
        $superuser.UserName | Should -Be postgres
        $superuser.GetNetworkCredential().Password.Length | Should -Be 32
        (Get-FireCampCredential mypg replication).UserName | Should -Be replicator
        (Get-ErrorOf { Get-FireCampCredential mypg nobody }).FullyQualifiedErrorId | Should -BeLike 'CredentialNotFound,*'
    }

    It 'runs commands in the primary and gives their output line by line' {
        Invoke-FireCampCommand mypg -- psql -qAtc 'create table if not exists t (n int); insert into t select generate_series(1, 3)'
        Invoke-FireCampCommand mypg psql '-Atc' 'select n from t order by n' | Should -Be '1', '2', '3'
        Invoke-FireCampCommand mypg -Command psql, -At -StandardInput 'select 4;', 'select 5;' | Should -Be '4', '5'
        Invoke-FireCampCommand mypg -Member * -- psql -Atc 'select pg_is_in_recovery()' | Should -Be 'f', 't', 't'
        Get-FireCampMember mypg mypg-2 | Invoke-FireCampCommand -Command sh, -c, 'echo $FIRECAMP_MEMBER $GREETING' -Environment @{ GREETING = 'hello' } |
            Should -Be 'mypg-2 hello'
    }

    It 'says how a command failed' {
        $failure = Get-ErrorOf { Invoke-FireCampCommand mypg sh '-c' 'echo why >&2; exit 3' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'CommandFailed,*'
        Get-TextOf $failure | Should -Match 'exit code 3: why'
        $global:LASTEXITCODE | Should -Be 3
        (Get-ErrorOf { Invoke-FireCampCommand mypg sleep 60 -Timeout 1 }).FullyQualifiedErrorId | Should -BeLike 'CommandTimedOut,*'
        (Get-ErrorOf { Invoke-FireCampCommand mypg -Member mypg-9 true }).FullyQualifiedErrorId | Should -BeLike 'MemberNotFound,*'
    }

    It 'has a log for each member' {
        $lines = Get-FireCampLog mypg -Member mypg-0
        $lines.Text -match 'ready to accept connections' | Should -Not -BeNullOrEmpty
        ($lines.Member | Sort-Object -Unique) | Should -Be mypg-0
        (Get-FireCampLog mypg -Tail 2 | Where-Object Member -eq mypg-1).Count | Should -BeLessOrEqual 2
        Get-FireCampLog mypg -Since ([DateTimeOffset]::Now.AddDays(1)) | Should -BeNullOrEmpty
        Get-FireCampLog mypg -Since 1h | Should -Not -BeNullOrEmpty
        (Get-ErrorOf { Get-FireCampLog mypg -Member mypg-9 }).FullyQualifiedErrorId | Should -BeLike 'MemberNotFound,*'
    }

    It 'follows a log until nobody reads any more' {
        Get-FireCampLog mypg -Member mypg-0 -Follow | Select-Object -First 1 | Should -HaveCount 1
    }

    It 'changes nothing with -WhatIf' {
        New-FireCampService other -Catalog Redis -WhatIf
        Stop-FireCampService mypg -WhatIf
        Restart-FireCampService mypg -WhatIf
        Remove-FireCampService mypg -WhatIf
        Invoke-FireCampCommand mypg false -WhatIf
        (Get-FireCampService).Name | Should -Be mypg
        (Get-FireCampService).Phase | Should -Be Ready
    }

    It 'restarts one member or all, and is ready then' {
        $before = Get-FireCampMember mypg
        Restart-FireCampService mypg -Member mypg-2
        $after = Get-FireCampMember mypg
        $after[2].ProcessId | Should -Not -Be $before[2].ProcessId
        $after[0].ProcessId | Should -Be $before[0].ProcessId
        (Restart-FireCampService mypg -PassThru).Phase | Should -Be Ready
        (Get-FireCampMember mypg)[0].ProcessId | Should -Not -Be $before[0].ProcessId
        (Get-ErrorOf { Restart-FireCampService mypg -Member mypg-9 }).FullyQualifiedErrorId | Should -BeLike 'MemberNotFound,*'
    }

    It 'comes back with its data and name after its primary''s node died' {
        $node = (Get-FireCampMember mypg -Role Primary).Node
        Get-FireCampMember mypg -Role Primary | Stop-FireCampNode -Crash
        (Wait-FireCampService mypg -Timeout 60).Phase | Should -Be Ready
        (Get-FireCampMember mypg -Role Primary).Name | Should -Be mypg-0
        (Get-FireCampMember mypg -Role Primary).Node | Should -Not -Be $node
        Invoke-FireCampCommand mypg -- psql -Atc 'select count(*) from t' | Should -Be '3'
        Start-FireCampNode $node
        (Get-FireCampEvent mypg).Action | Should -Contain Failover
    }

    It 'leaves a node that is suspended, primary first, with its data' {
        $before = Get-FireCampMember mypg
        $primary = $before | Where-Object Role -eq Primary
        $primary | Suspend-FireCampNode
        $after = Get-FireCampMember mypg
        $after.Node | Should -Not -Contain $primary.Node
        ($after | Where-Object Name -eq $primary.Name).Epoch | Should -BeGreaterThan $primary.Epoch
        (Get-FireCampService mypg).Phase | Should -Be Ready
        Invoke-FireCampCommand mypg -- psql -Atc 'select count(*) from t' | Should -Be '3'
        $failure = Get-ErrorOf { Get-FireCampNode | Where-Object Phase -eq Up | Select-Object -First 1 | Suspend-FireCampNode -Force -WhatIf; Suspend-FireCampNode nothing }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NodeNotFound,*'
        Resume-FireCampNode $primary.Node
        (Get-FireCampNode).Phase | Should -Be 'Up', 'Up', 'Up'
    }

    It 'stops and starts with its data' {
        (Stop-FireCampService mypg -PassThru).Phase | Should -Be Stopped
        (Wait-FireCampService mypg -Phase Stopped).Name | Should -Be mypg
        (Get-FireCampMember mypg).Phase | Should -Be 'Stopped', 'Stopped', 'Stopped'
        (Get-ErrorOf { Wait-FireCampService mypg -Timeout 1s }).FullyQualifiedErrorId | Should -BeLike 'OperationBlocked,*'
        Get-FireCampService mypg | Start-FireCampService
        (Get-FireCampService mypg).Phase | Should -Be Ready
        Invoke-FireCampCommand mypg -- psql -Atc 'select count(*) from t' | Should -Be '3'
    }

    It 'runs long things as jobs' {
        $job = Restart-FireCampService mypg -Member mypg-1 -PassThru -AsJob
        $job.GetType().BaseType.Name | Should -Be Job
        ($job | Wait-Job | Receive-Job).Phase | Should -Be Ready
        $job | Remove-Job
    }

    It 'is removed and keeps its volumes, which a new one takes over' {
        $outcome = Remove-FireCampService mypg -Confirm:$false
        $outcome.Outcome | Sort-Object -Unique | Should -Be Kept
        $outcome.Member | Should -Be 'mypg-0', 'mypg-1', 'mypg-2'
        Get-FireCampService | Should -BeNullOrEmpty
        (Get-ErrorOf { New-FireCampService mypg -Catalog PostgreSQL -Memory 128MB }).FullyQualifiedErrorId | Should -BeLike 'VolumesKept,*'
        $again = New-FireCampService mypg -Catalog PostgreSQL -Memory 128MB -VolumeSize 1GB -MaxConnections 20 -UseKeptVolumes
        $again.Phase | Should -Be Ready
        Invoke-FireCampCommand mypg -- psql -Atc 'select count(*) from t' | Should -Be '3'
    }

    It 'is removed with its volumes' {
        $outcome = Get-FireCampService mypg | Remove-FireCampService -RemoveVolumes -Confirm:$false
        $outcome.Outcome | Sort-Object -Unique | Should -Be Removed
        [IO.Directory]::GetDirectories("$((Get-FireCampCluster).Folder)/volumes") | Should -BeNullOrEmpty
    }

    It 'says that it does not exist' {
        foreach ($script in { Get-FireCampService mypg }, { Start-FireCampService mypg }, { Stop-FireCampService mypg },
            { Restart-FireCampService mypg }, { Wait-FireCampService mypg -Timeout 1 }, { Remove-FireCampService mypg -Confirm:$false },
            { Get-FireCampMember mypg }, { Get-FireCampEndpoint mypg }, { Get-FireCampCredential mypg }, { Get-FireCampLog mypg },
            { Invoke-FireCampCommand mypg true }) {
            $failure = Get-ErrorOf $script
            $failure.FullyQualifiedErrorId | Should -BeLike 'ServiceNotFound,*' -Because "$script"
            $failure.CategoryInfo.Category | Should -Be ObjectNotFound
        }
    }
}
