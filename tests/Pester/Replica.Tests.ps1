Describe 'A service whose replicas become more and fewer' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName rp)
        $null = New-FireCampService cache -Catalog Redis -ReplicasPerShard 2 -Memory 64MB -VolumeSize 100MB
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'changes nothing with -WhatIf' {
        Add-FireCampReplica cache -Count 2 -WhatIf
        Get-FireCampMember cache | Should -HaveCount 2
    }

    It 'has one more, in the zone without one, and no member restarts' {
        $before = Get-FireCampMember cache
        $added = Add-FireCampReplica cache
        $added.Name | Should -Be 'cache-2'
        $added.Zone | Should -Be 'zone-3'
        $added.Phase | Should -Be Ready
        (Get-FireCampMember cache)[0, 1].ProcessId | Should -Be $before.ProcessId
        (Get-FireCampService cache).Options.ReplicasPerShard | Should -Be '3'
        (Get-FireCampServiceRevision cache)[0].Change | Should -Be 'ReplicasPerShard: 2 -> 3'
    }

    It 'has one where it is told to, as a job' {
        $job = Add-FireCampReplica cache -Zone zone-1 -AsJob
        ($job | Wait-Job | Receive-Job).Zone | Should -Be 'zone-1'
        $job | Remove-Job
    }

    It 'names every mistake at once' {
        $failure = Get-ErrorOf { Add-FireCampReplica cache -Count 9 -Zone zone-1, nowhere }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ReplicasInvalid,*'
        Get-TextOf $failure | Should -Match "no zone 'nowhere'"
        Get-TextOf $failure | Should -Match 'at most 6|between 1 and 6|6'
        $failure = Get-ErrorOf { Remove-FireCampReplica cache -Member cache-0, cache-1, cache-2, cache-3, cache-9 -Confirm:$false }
        Get-TextOf $failure | Should -Match 'cache-0 is the primary'
        Get-TextOf $failure | Should -Match "'cache-9' is no member"
        (Get-ErrorOf { Remove-FireCampReplica cache -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'ReplicasInvalid,*'
        (Get-ErrorOf { Add-FireCampReplica nobody }).FullyQualifiedErrorId | Should -BeLike 'ServiceNotFound,*'
    }

    It 'has no shards that could become more or fewer' {
        foreach ($wrong in { Add-FireCampReplica cache -Shards 1 }, { Remove-FireCampReplica cache -Shards 1 -Confirm:$false }) {
            $failure = Get-ErrorOf $wrong
            $failure.FullyQualifiedErrorId | Should -BeLike 'ShardsFixed,*'
            Get-TextOf $failure | Should -Match 'created without shards'
        }
    }

    It 'has fewer again, and says what became of the volumes' {
        $outcome = Remove-FireCampReplica cache -Member cache-3 -RemoveVolumes -Confirm:$false
        $outcome.Outcome | Should -Be 'Removed'
        $outcome = Get-FireCampMember cache | Where-Object Name -eq cache-2 | Remove-FireCampReplica -Confirm:$false
        $outcome.Outcome | Should -Be 'Kept'
        (Get-FireCampMember cache).Name | Should -Be 'cache-0', 'cache-1'
        (Get-FireCampService cache).Phase | Should -Be Ready
    }

    It 'gives no name again whose volume was kept' {
        (Add-FireCampReplica cache).Name | Should -Be 'cache-3'
    }

    It 'switches over first when the primary is to go' {
        (Remove-FireCampReplica cache -Member cache-0 -Confirm:$false).Outcome | Should -Be 'Kept'
        (Get-FireCampMember cache).Name | Should -Be 'cache-1', 'cache-3'
        $service = Get-FireCampService cache
        $service.Phase | Should -Be Ready
        (Get-FireCampMember cache | Where-Object Role -eq Primary).Name | Should -Be $service.Primary
        (Get-FireCampEvent cache | Where-Object Action -EQ PrimarySwitched).Message | Should -Match 'in place of cache-0; writes were held'
        (Remove-FireCampService cache -RemoveVolumes -Confirm:$false).Member | Sort-Object |
            Should -Be 'cache-0', 'cache-1', 'cache-2', 'cache-3'
    }
}
