Describe 'A service that is changed' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName ch)
        $null = New-FireCampService mypg -Catalog PostgreSQL -Memory 128MB -VolumeSize 1GB -MaxConnections 20
        $null = New-FireCampService cache -Catalog Redis -ReplicasPerShard 2 -Memory 64MB -VolumeSize 100MB
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'changes nothing with -WhatIf' {
        Update-FireCampService mypg -WorkMem 8MB -WhatIf
        (Get-FireCampService mypg).Options.WorkMem | Should -Be '4MB'
        Get-FireCampServiceRevision mypg | Should -HaveCount 1
    }

    It 'has a reloaded option in every member, and no member restarts' {
        $before = Get-FireCampMember mypg
        Update-FireCampService mypg -WorkMem 8MB -StatementTimeout 90s
        Invoke-FireCampCommand mypg -Member * -- psql -Atc 'show work_mem' | Should -Be '8MB', '8MB', '8MB'
        (Get-FireCampMember mypg).ProcessId | Should -Be $before.ProcessId
        (Get-FireCampService mypg).Options.StatementTimeout | Should -Be '90s'
    }

    It 'restarts for an option that needs it, and is ready then' {
        $before = Get-FireCampMember mypg
        $changed = Update-FireCampService mypg -Option @{ MaxConnections = 25 } -PassThru
        $changed.Phase | Should -Be Ready
        Invoke-FireCampCommand mypg -Member * -- psql -Atc 'show max_connections' | Should -Be '25', '25', '25'
        (Get-FireCampMember mypg)[0].ProcessId | Should -Not -Be $before[0].ProcessId
    }

    It 'says so when nothing changes, and makes no revision' {
        $revisions = @(Get-FireCampServiceRevision mypg).Count
        $warning = Update-FireCampService mypg -MaxConnections 25 3>&1
        "$warning" | Should -Match "^Nothing changes: service 'mypg'"
        Get-FireCampServiceRevision mypg | Should -HaveCount $revisions
    }

    It 'keeps what was as revisions, each with its difference' {
        $revisions = Get-FireCampServiceRevision mypg
        $revisions.Number | Should -Be 3, 2, 1
        $revisions[0].IsCurrent | Should -BeTrue
        $revisions[0].Change | Should -Be 'MaxConnections: 20 -> 25'
        $revisions[1].Diff.What | Should -Be 'StatementTimeout', 'WorkMem'
        $revisions[2].Diff | Should -BeNullOrEmpty
        (Get-FireCampServiceRevision mypg 1).Options.WorkMem | Should -Be '4MB'
        $revisions | Out-String | Should -Match '3\s+True\s+\S+ \S+\s+\S+\s+MaxConnections: 20 -> 25'
        (Get-FireCampService mypg | Get-FireCampServiceRevision).Number | Should -Be 3, 2, 1
        (Get-ErrorOf { Get-FireCampServiceRevision mypg 9 }).FullyQualifiedErrorId | Should -BeLike 'RevisionNotFound,*'
    }

    It 'puts back on the first member what a server refuses' {
        $before = Get-FireCampMember mypg
        $failure = Get-ErrorOf { Update-FireCampService mypg -TimeZone Nowhere/Land }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ChangeRefused,*'
        Get-TextOf $failure | Should -Match 'mypg-2 refuses the change: .*timezone'
        (Get-FireCampMember mypg).ProcessId | Should -Be $before.ProcessId
        (Get-FireCampService mypg).Phase | Should -Be Ready
        (Get-FireCampService mypg).Options.TimeZone | Should -Be UTC
        (Get-FireCampServiceRevision mypg)[0].Number | Should -Be 3
    }

    It 'names every mistake at once' {
        $failure = Get-ErrorOf { Update-FireCampService mypg -VolumeSize 100MB -WorkMem much -Option @{ Replicas = 5; Nothing = 1 } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'UpdateInvalid,*'
        foreach ($part in "a volume can't shrink", "'much' is not a size", 'Add-FireCampReplica and Remove-FireCampReplica change that', "no option 'Nothing'") {
            Get-TextOf $failure | Should -Match ([regex]::Escape($part))
        }
        (Get-ErrorOf { Update-FireCampService mypg -WorkMem 1MB -Option @{ WorkMem = '2MB' } }).FullyQualifiedErrorId |
            Should -BeLike 'OptionGivenTwice,*'
        (Get-ErrorOf { Update-FireCampService mypg -ToRevision 77 }).FullyQualifiedErrorId | Should -BeLike 'RevisionNotFound,*'
        (Get-ErrorOf { Update-FireCampService nobody -Memory 1GB }).FullyQualifiedErrorId | Should -BeLike 'ServiceNotFound,*'
    }

    It 'gets a new password, given or random' {
        $mine = [pscredential]::new('postgres', (ConvertTo-SecureString "it's mine" -AsPlainText -Force))
        Update-FireCampService mypg -Credential $mine
        (Get-FireCampCredential mypg).GetNetworkCredential().Password | Should -BeExactly "it's mine"
        Update-FireCampService mypg -RenewCredential superuser
        (Get-FireCampCredential mypg).GetNetworkCredential().Password.Length | Should -Be 32
        $other = [pscredential]::new('somebody', $mine.Password)
        (Get-ErrorOf { Update-FireCampService mypg -Credential $other }).FullyQualifiedErrorId | Should -BeLike 'UpdateInvalid,*'
        $failure = Get-ErrorOf { Update-FireCampService mypg -RenewCredential replication -WorkMem 9MB }
        Get-TextOf $failure | Should -Match 'change its password by itself'
    }

    It 'lets derived options follow its memory, as a job' {
        $job = Update-FireCampService mypg -Memory 256MB -PassThru -AsJob
        ($job | Wait-Job | Receive-Job).Memory.ToString() | Should -Be '256MB'
        $job | Remove-Job
        (Get-FireCampService mypg).Options.SharedBuffers | Should -Be '64MB'
        (Get-FireCampService mypg).Options.WorkMem | Should -Be '8MB'
    }

    It 'goes back to a revision, but for passwords and the sizes of volumes' {
        $password = (Get-FireCampCredential mypg).GetNetworkCredential().Password
        Update-FireCampService mypg -VolumeSize 2GB
        Update-FireCampService mypg -ToRevision 1
        $service = Get-FireCampService mypg
        $service.Memory.ToString() | Should -Be '128MB'
        $service.Options.MaxConnections | Should -Be '20'
        $service.Options.VolumeSize | Should -Be '2GB'
        (Get-FireCampCredential mypg).GetNetworkCredential().Password | Should -BeExactly $password
        Invoke-FireCampCommand mypg -Member * -- psql -Atc 'show max_connections' | Should -Be '20', '20', '20'
    }

    It 'is changed through the pipeline, with parameters of every kind' {
        Get-FireCampService cache | Update-FireCampService -MaxMemory 20MB -MaxMemoryPolicy allkeys-lru
        (Get-FireCampService cache).Options.MaxMemoryPolicy | Should -Be allkeys-lru
        (Get-ErrorOf { Get-FireCampService cache | Update-FireCampService -WorkMem 8MB }).FullyQualifiedErrorId | Should -BeLike 'UpdateInvalid,*'
    }

    It 'is changed while it is stopped, for its next start' {
        Stop-FireCampService cache
        Update-FireCampService cache -Databases 5
        Start-FireCampService cache
        $environment = @{ REDISCLI_AUTH = (Get-FireCampCredential cache).GetNetworkCredential().Password }
        Invoke-FireCampCommand cache -Environment $environment -Command sh, -c, 'redis-cli -h $HOST -p $PORT config get databases | tail -n 1' |
            Should -Be '5'
    }

    It 'plans an upgrade, and refuses one whose server could not read the data' {
        Update-FireCampService cache -Version 7.2 -WhatIf
        (Get-FireCampService cache).Version | Should -Be '7.0'
        $failure = Get-ErrorOf { Update-FireCampService mypg -Version 16 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'UpdateInvalid,*'
        Get-TextOf $failure | Should -Match "PostgreSQL 16 doesn't take over the data of 15 in place"
        (Get-ErrorOf { Update-FireCampService cache -Version 99 }).FullyQualifiedErrorId | Should -BeLike 'VersionNotFound,*'
    }

    It 'lets agents promote a replica, or not' {
        (Get-FireCampService cache).FailoverAfter | Should -BeNullOrEmpty
        Update-FireCampService cache -FailoverAfter 30s -FailoverMaxLag 1MB
        $service = Get-FireCampService cache
        $service.FailoverAfter.TotalSeconds | Should -Be 30
        "$($service.FailoverMaxLag)" | Should -Be '1MB'
        Update-FireCampService cache -FailoverAfter 0
        (Get-FireCampService cache).FailoverAfter | Should -BeNullOrEmpty
        $failure = Get-ErrorOf { Update-FireCampService cache -FailoverAfter 1s }
        $failure.FullyQualifiedErrorId | Should -BeLike 'UpdateInvalid,*'
        Get-TextOf $failure | Should -Match '1s is less than 5s'
    }

    It 'gets another primary, which endpoints and connection strings know' {
        Switch-FireCampPrimary cache -WhatIf
        (Get-FireCampService cache).Primary | Should -Be 'cache-0'
        Switch-FireCampPrimary cache
        $switched = Get-FireCampService cache
        $switched.Primary | Should -Be 'cache-1'
        $endpoint = Get-FireCampEndpoint cache -Role Primary
        $endpoint.Member | Should -Be 'cache-1'
        $endpoint.Connections.uri | Should -Match ([regex]::Escape($endpoint.Address))
        $told = (Get-FireCampEvent cache | Where-Object Action -EQ PrimarySwitched).Message
        $told | Should -Match '^cache-1 is the primary in place of cache-0; writes were held'
        $warning = Switch-FireCampPrimary cache -Member cache-1 3>&1
        "$warning" | Should -Match '^Nothing changes: cache-1 is the primary'
        (Get-FireCampMember cache | Where-Object Name -EQ cache-0 | Switch-FireCampPrimary -PassThru -AsJob | Wait-Job | Receive-Job).Primary |
            Should -Be 'cache-0'
        Switch-FireCampPrimary cache -Force
        (Get-FireCampEvent cache | Where-Object Action -EQ PrimaryPromoted) | Should -BeNullOrEmpty
        (Get-FireCampService cache).Primary | Should -Be 'cache-1'
        Switch-FireCampPrimary cache -Member cache-0
        (Get-ErrorOf { Switch-FireCampPrimary cache -Member nobody }).FullyQualifiedErrorId | Should -BeLike 'MemberNotFound,*'
        (Get-ErrorOf { Switch-FireCampPrimary cache -Shard 4 }).FullyQualifiedErrorId | Should -BeLike 'SwitchInvalid,*'
    }
}
