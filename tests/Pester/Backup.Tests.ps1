Describe 'A service that is backed up' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName bk)
        $null = New-FireCampService cache -Catalog Redis -ReplicasPerShard 2 -Memory 64MB -VolumeSize 100MB
        $folder = "$env:FIRECAMP_HOME/store"
        $null = [IO.Directory]::CreateDirectory($folder)
        $store = "file://$folder"

        function Invoke-Redis([string] $Service, [string[]] $Command) {
            $environment = @{ REDISCLI_AUTH = (Get-FireCampCredential $Service).GetNetworkCredential().Password }
            Invoke-FireCampCommand $Service -Environment $environment -Command (@('sh', '-c', 'exec redis-cli -h $HOST -p $PORT "$@"', 'sh') + $Command)
        }
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'needs a store that is there' {
        (Get-ErrorOf { Backup-FireCampService cache }).FullyQualifiedErrorId | Should -BeLike 'BackupStoreNotNamed,*'
        (Get-ErrorOf { Set-FireCampBackupStore nowhere }).FullyQualifiedErrorId | Should -BeLike 'InvalidBackupStore,*'
        (Get-ErrorOf { Set-FireCampBackupStore "$store/gone" }).FullyQualifiedErrorId | Should -BeLike 'BackupStoreFailed,*'
        Get-FireCampBackupStore | Should -BeNullOrEmpty
        (Set-FireCampBackupStore $store -PassThru).Url | Should -Be $store
        (Get-FireCampBackupStore).Url | Should -Be $store
    }

    It 'is read from a replica, and nothing is written with -WhatIf' {
        Backup-FireCampService cache -WhatIf
        Get-FireCampBackup | Should -BeNullOrEmpty
    }

    It 'has backups with labels and tags, encrypted where that is asked for' {
        Invoke-Redis cache set, fruit, apple | Should -Be OK
        $backup = Backup-FireCampService cache -Label nightly -Tag @{ reason = 'before change' } -Encrypt
        $backup.Members | Should -Be cache-1
        $backup.IsEncrypted | Should -BeTrue
        (Get-FireCampBackup cache -Tag @{ reason = 'before*' }).Id | Should -Be $backup.Id
        Get-FireCampBackup cache -Label other | Should -BeNullOrEmpty
        Get-FireCampBackup cache | Out-String | Should -Match 'cache-\d{8}-\d{6}-[0-9a-f]{4}\s+Redis\s.*nightly'
    }

    It 'holds no password' {
        $plain = Backup-FireCampService cache -Label plain
        $password = (Get-FireCampCredential cache).GetNetworkCredential().Password
        Get-ChildItem $folder -Recurse -File | Where-Object { [IO.File]::ReadAllText($_.FullName).Contains($password) } | Should -BeNullOrEmpty
        $plain | Remove-FireCampBackup -Confirm:$false
        Get-FireCampBackup cache | Should -HaveCount 1
    }

    It 'is restored into a new service with passwords of its own' {
        $restored = Get-FireCampBackup cache | Restore-FireCampService -As again -Confirm:$false
        $restored.Phase | Should -Be Ready
        Invoke-Redis again get, fruit | Should -Be apple
        (Get-FireCampCredential again).GetNetworkCredential().Password | Should -Not -Be (Get-FireCampCredential cache).GetNetworkCredential().Password
    }

    It 'is restored in place, and nothing that was kept is left' {
        Invoke-Redis cache set, fruit, pear | Should -Be OK
        $null = Get-FireCampBackup cache | Restore-FireCampService -Confirm:$false
        Invoke-Redis cache get, fruit | Should -Be apple
        $cluster = Get-FireCampCluster
        Get-ChildItem "$($cluster.Folder)/snapshots" | Should -BeNullOrEmpty
    }

    It 'is proven by a service that is gone again' {
        $proven = Get-FireCampBackup cache | Test-FireCampBackup
        $proven.ProvenAt | Should -Not -BeNullOrEmpty
        $proven.RestoreTime.TotalSeconds | Should -BeGreaterThan 0
        (Get-FireCampService).Name | Should -Be again, cache
        (Get-FireCampBackup -Proven).Id | Should -Be $proven.Id
        (Get-ErrorOf { $proven | Remove-FireCampBackup -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'BackupLastProven,*'
    }

    It 'is copied to another store, encrypted there though it was not' {
        $copies = "$env:FIRECAMP_HOME/copies"
        $null = [IO.Directory]::CreateDirectory($copies)
        $plain = Backup-FireCampService cache -Label plain
        $copy = $plain | Copy-FireCampBackup -To "file://$copies" -Encrypt
        $copy.IsEncrypted | Should -BeTrue
        $copy.Id | Should -Be $plain.Id
        (Get-ErrorOf { $plain | Copy-FireCampBackup -To "file://$copies" }).FullyQualifiedErrorId | Should -BeLike 'BackupExists,*'
        $plain | Remove-FireCampBackup -Confirm:$false
        (Get-FireCampBackup cache -Store "file://$copies").Label | Should -Be plain
    }

    It 'is copied without a store' {
        (Copy-FireCampService cache copied -Option @{ ReplicasPerShard = 1 }).TotalMembers | Should -Be 1
        Invoke-Redis copied get, fruit | Should -Be apple
    }

    It 'refuses by name what does not fit' {
        $id = (Get-FireCampBackup cache).Id
        (Get-ErrorOf { Restore-FireCampService nothing -As new -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'BackupNotFound,*'
        (Get-ErrorOf { Restore-FireCampService $id -As copied -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'ServiceExists,*'
        (Get-ErrorOf { Restore-FireCampService $id -Memory 1GB -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'RestoreAmbiguous,*'
        (Get-ErrorOf { Restore-FireCampService cache -To (Get-Date) -As new -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'LogNotArchived,*'
        (Get-FireCampBackup cache -Range).RestorableTo | Should -BeNullOrEmpty
        (Get-ErrorOf { Restore-FireCampService $id -As new -Option @{ Shards = 3 } -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'BackupUnfit,*'
    }

    It 'refuses a backup that was damaged, and leaves nothing behind' {
        $id = (Get-FireCampBackup cache).Id
        $chunk = Get-ChildItem $folder -Recurse -File | Where-Object Name -Match '^\d{9}$' | Select-Object -First 1
        $bytes = [IO.File]::ReadAllBytes($chunk.FullName)
        $bytes[10] = $bytes[10] -bxor 1
        [IO.File]::WriteAllBytes($chunk.FullName, $bytes)
        (Get-ErrorOf { Restore-FireCampService $id -As new -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'BackupDamaged,*'
        Get-FireCampService new -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Remove-FireCampBackup $id -Force -Confirm:$false
        (Get-ErrorOf { Remove-FireCampBackup $id -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'BackupNotFound,*'
    }
}
