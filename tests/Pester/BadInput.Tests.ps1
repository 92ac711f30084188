Describe 'Bad input' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName b) -NodeCount 2 -NodeMemory 1GB
        $null = New-FireCampService taken -Catalog Redis -ReplicasPerShard 1 -Memory 32MB -VolumeSize 100MB
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'is refused with one clear error and changes nothing: <Why>' -ForEach @(
        @{ Why = 'no name'; Id = 'ServiceInvalid'; Wrong = { New-FireCampService '' -Catalog Redis } }
        @{ Why = 'a name too long'; Id = 'ServiceInvalid'; Wrong = { New-FireCampService ('a' * 59) -Catalog Redis } }
        @{ Why = 'a name that starts with a digit'; Id = 'ServiceInvalid'; Wrong = { New-FireCampService 1a -Catalog Redis } }
        @{ Why = 'a name with an underscore'; Id = 'ServiceInvalid'; Wrong = { New-FireCampService a_b -Catalog Redis } }
        @{ Why = 'a name that is taken in another case'; Id = 'ServiceExists'; Wrong = { New-FireCampService TAKEN -Catalog Redis } }
        @{ Why = 'an unknown kind'; Id = 'CatalogNotFound'; Names = 'PostgreSQL'; Wrong = { New-FireCampService x -Catalog MySQL } }
        @{ Why = 'an unknown version'; Id = '*'; Names = '15'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Version 9 } }
        @{ Why = 'an unknown option'; Id = '*'; Names = 'Colour'; Wrong = { New-FireCampService x -Catalog Redis -Option @{ Colour = 'red' } } }
        @{ Why = 'an option given twice'; Id = 'OptionGivenTwice'; Names = 'Shards'; Wrong = { New-FireCampService x -Catalog Redis -Shards 1 -Option @{ shards = 3 } } }
        @{ Why = 'a cluster of two shards'; Id = '*'; Names = '2 shards'; Wrong = { New-FireCampService x -Catalog Redis -Shards 2 } }
        @{ Why = 'an even ensemble'; Id = '*'; Names = 'Members'; Wrong = { New-FireCampService x -Catalog ZooKeeper -Members 4 } }
        @{ Why = 'a number out of its limits'; Id = '*'; Names = 'Replicas'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Replicas 0 } }
        @{ Why = 'a choice that there is not'; Id = '*'; Names = 'SynchronousReplication'; Wrong = { New-FireCampService x -Catalog PostgreSQL -SynchronousReplication sometimes } }
        @{ Why = 'a size that does not parse'; Id = '*'; Names = 'VolumeSize'; Wrong = { New-FireCampService x -Catalog PostgreSQL -VolumeSize lots } }
        @{ Why = 'too little memory'; Id = '*'; Names = '128MB'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Memory 1MB } }
        @{ Why = 'more memory than the nodes have'; Id = '*'; Names = 'x'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Replicas 2 -Memory 4GB } }
        @{ Why = 'a credential where the name is fixed'; Id = 'CredentialInvalid'; Names = 'postgres'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Credential (Get-TestCredential me secret) } }
        @{ Why = 'one credential under two names'; Id = 'CredentialGivenTwice'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Credential (Get-TestCredential postgres a) -SuperuserCredential (Get-TestCredential postgres b) } }
        @{ Why = 'a log that is archived nowhere'; Id = 'BackupStoreNotNamed'; Names = 'Set-FireCampBackupStore|backup store'; Wrong = { New-FireCampService x -Catalog PostgreSQL -Replicas 1 -Memory 128MB -Archive } }
        @{ Why = 'agents for a cluster that there is not'; Id = 'ClusterNotFound'; Wrong = { Install-FireCampAgent nowhere } }
        @{ Why = 'agents for a cluster that has its own'; Id = 'ClusterNotFound'; Names = 'Swarm'; Wrong = { Install-FireCampAgent } }
        @{ Why = 'agents for a new cluster that has its own'; Id = 'ClusterInvalid'; Names = 'InstallAgent'; Wrong = { New-FireCampCluster x -InstallAgent } }
        @{ Why = 'agents for a swarm that is not named'; Id = 'ClusterInvalid'; Names = 'Manager(.|\n)*SharedStorage'; Wrong = { New-FireCampCluster x -Platform Swarm -InstallAgent } }
        @{ Why = 'machines named by a number'; Id = 'AgentInstallInvalid'; Names = 'HostName'; Wrong = { New-FireCampCluster x -Platform Swarm -InstallAgent -HostName 3 } }
        @{ Why = 'an authority of a cluster without one'; Id = 'ClusterNotFound'; Wrong = { Update-FireCampAuthority } }
        @{ Why = 'an unknown cluster'; Id = 'ClusterNotFound'; Wrong = { New-FireCampService x -Catalog Redis -Cluster nowhere } }
    ) {
        $failure = Get-ErrorOf $Wrong
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        if ($Names) { Get-TextOf $failure | Should -Match $Names }
        (Get-FireCampService).Name | Should -Be taken
        Get-FireCampOperation | Should -BeNullOrEmpty
    }

    It 'reports every mistake at once' {
        $failure = Get-ErrorOf { New-FireCampService x -Catalog PostgreSQL -Replicas 0 -Port 80 -VolumeSize lots -Option @{ Colour = 'red' } }
        foreach ($name in 'Replicas', 'Port', 'VolumeSize', 'Colour') { Get-TextOf $failure | Should -Match $name }
    }

    It 'does not remove a cluster that has services' {
        $failure = Get-ErrorOf { Get-FireCampCluster | Remove-FireCampCluster -Confirm:$false }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ClusterNotEmpty,*'
        Get-TextOf $failure | Should -Match taken
    }

    It 'says that an operation does not exist' {
        foreach ($script in { Get-FireCampOperation nothing }, { Resume-FireCampOperation nothing }, { Undo-FireCampOperation nothing }) {
            (Get-ErrorOf $script).FullyQualifiedErrorId | Should -BeLike 'OperationNotFound,*'
        }
    }

    # Nobody has it open and there is no journal beside it: from a journal that holds all pages SQLite would bring the store back.
    It 'says that the store is damaged, and changes nothing in it' {
        $name = Get-ScratchName d
        $folder = [IO.Path]::Combine([IO.Path]::GetDirectoryName((Get-FireCampCluster).Folder), $name)
        $store = [IO.Path]::Combine($folder, 'firecamp.db')
        $null = [IO.Directory]::CreateDirectory($folder)
        [IO.File]::WriteAllText($store, 'This is no database. ' * 500)
        try {
            (Get-FireCampCluster $name).Phase | Should -Be Damaged
            (Get-ErrorOf { Get-FireCampService -Cluster $name }).FullyQualifiedErrorId | Should -BeLike 'StoreDamaged,*'
            [IO.File]::ReadAllText($store) | Should -BeLike 'This is no database.*'
        }
        finally {
            [IO.Directory]::Delete($folder, $true)
        }
    }
}
