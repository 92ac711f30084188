# Backups of each kind with real servers; a minute. Redis alone is in Backup.Tests.ps1.
Describe 'Backups of every kind' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        $wanted = [bool] $env:FIRECAMP_BACKUP_KINDS
        if ($wanted) {
            Enter-ScratchHome
            $null = New-FireCampCluster (Get-ScratchName bk)
            $null = [IO.Directory]::CreateDirectory("$env:FIRECAMP_HOME/store")
            Set-FireCampBackupStore "file://$env:FIRECAMP_HOME/store"
        }

        function Skip-Unwanted {
            if (-not $wanted) { Set-ItResult -Skipped -Because 'it takes a minute: set FIRECAMP_BACKUP_KINDS to run it' }
        }

        # Backs the service up, restores it anew and in place, proves it, and says what the script finds in each.
        function Test-Restores([string] $Service, [scriptblock] $Find, [scriptblock] $Spoil) {
            $backup = Backup-FireCampService $Service
            & $Spoil
            $null = $backup | Restore-FireCampService -As "$Service-b" -Confirm:$false
            & $Find "$Service-b"
            $null = $backup | Restore-FireCampService -Confirm:$false
            & $Find $Service
            if (-not ($backup | Test-FireCampBackup).ProvenAt) { throw 'It was not proven.' }
            $null = Remove-FireCampService $Service, "$Service-b" -RemoveVolumes -Confirm:$false
        }
    }

    AfterAll {
        if ($wanted) { Exit-ScratchHome }
    }

    It 'bring back PostgreSQL from a standby' {
        Skip-Unwanted
        $null = New-FireCampService pg -Catalog PostgreSQL -Replicas 2 -Memory 128MB -VolumeSize 1GB
        $null = Invoke-FireCampCommand pg -Member pg-0 -- psql -c 'create table t as select generate_series(1, 1000) n'
        Test-Restores pg { param($name) Invoke-FireCampCommand $name -Member * -- psql -Atc 'select count(*) from t' } {
            $null = Invoke-FireCampCommand pg -Member pg-0 -- psql -c 'delete from t'
        } | Should -Be '1000', '1000', '1000', '1000'
    }

    It 'bring back PostgreSQL without a standby, with a volume for its log' {
        Skip-Unwanted
        $null = New-FireCampService one -Catalog PostgreSQL -Replicas 1 -Memory 128MB -VolumeSize 1GB -JournalVolumeSize 1GB
        $null = Invoke-FireCampCommand one -- psql -c 'create table t as select generate_series(1, 1000) n'
        Test-Restores one { param($name) Invoke-FireCampCommand $name -- psql -Atc 'select count(*) from t' } {
            $null = Invoke-FireCampCommand one -- psql -c 'delete from t'
        } | Should -Be '1000', '1000'
    }

    It 'bring back a Redis cluster, each shard with its slots' {
        Skip-Unwanted
        function Invoke-Redis([string] $Service, [string] $Command) {
            $environment = @{ REDISCLI_AUTH = (Get-FireCampCredential $Service).GetNetworkCredential().Password }
            Invoke-FireCampCommand $Service -Member "$Service-0" -Environment $environment `
                -Command sh, -c, ('for i in $(seq 30); do redis-cli -c -h $HOST -p $PORT ' + $Command + '; done')
        }

        $null = New-FireCampService rc -Catalog Redis -Shards 3 -ReplicasPerShard 2 -Memory 64MB -VolumeSize 100MB
        $null = Invoke-Redis rc 'set key$i $i'
        $found = Test-Restores rc { param($name) (Invoke-Redis $name 'get key$i') -join ' ' } { $null = Invoke-Redis rc 'del key$i' }
        $found | Should -Be ((1..30) -join ' '), ((1..30) -join ' ')
    }

    It 'bring back ZooKeeper' {
        Skip-Unwanted
        function Invoke-ZooKeeper([string] $Service, [string] $Command) {
            $place = (Get-FireCampEndpoint $Service)[0]
            (Invoke-FireCampCommand $Service -Member $place.Member -Command sh, -c, ('zkCli.sh -server "$(sed -n "s/^server.$ID=\([^:]*\):.*/\1/p" $CONF/ensemble):$PORT" ' + $Command)) |
                Where-Object { $_ -in 'apple', 'pear' }
        }

        $null = New-FireCampService zk -Catalog ZooKeeper -Memory 192MB -VolumeSize 1GB
        $null = Invoke-ZooKeeper zk 'create /fruit apple'
        Test-Restores zk { param($name) Invoke-ZooKeeper $name 'get /fruit' } { $null = Invoke-ZooKeeper zk 'set /fruit pear' } |
            Should -Be apple, apple
    }
}
