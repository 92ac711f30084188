Describe 'Clusters and nodes' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $name = Get-ScratchName c
        $cluster = New-FireCampCluster $name -NodeCount 3 -Zone a, b
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'makes a cluster whose nodes are up and lie over the zones in turn' {
        $cluster.Name | Should -BeExactly $name
        $cluster.Phase | Should -Be Running
        $cluster.NodesUp | Should -Be 3
        (Get-FireCampNode).Zone | Should -Be 'a', 'b', 'a'
        (Get-FireCampNode).Phase | Should -Be 'Up', 'Up', 'Up'
    }

    It 'gets clusters by name, pattern and object' {
        (Get-FireCampCluster $name).Name | Should -BeExactly $name
        (Get-FireCampCluster "$($name.Substring(0, 3))*").Name | Should -Be $name
        ($cluster | Get-FireCampCluster).Name | Should -Be $name
        Get-FireCampCluster nothing* | Should -BeNullOrEmpty
    }

    It 'shows clusters and nodes as tables' {
        Get-FireCampCluster | Out-String | Should -Match "Name\s+Platform\s+Phase[\s\S]*$name\s+Local\s+Running\s+3\s+3"
        Get-FireCampNode | Out-String | Should -Match 'node-1\s+a\s+Up'
    }

    It 'refuses the same name, whatever its case' {
        (Get-ErrorOf { New-FireCampCluster $name.ToUpperInvariant() }).FullyQualifiedErrorId | Should -BeLike 'ClusterExists,*'
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'no name'; Wrong = { New-FireCampCluster '' } }
        @{ Why = 'a name that is too long'; Wrong = { New-FireCampCluster ('a' * 55) } }
        @{ Why = 'a name that starts with a digit'; Wrong = { New-FireCampCluster 1a } }
        @{ Why = 'a name with an underscore'; Wrong = { New-FireCampCluster a_b } }
        @{ Why = 'no node'; Wrong = { New-FireCampCluster x -NodeCount 0 } }
        @{ Why = 'the same zone twice'; Wrong = { New-FireCampCluster x -Zone a, A } }
        @{ Why = 'an unknown platform'; Wrong = { New-FireCampCluster x -Platform Nomad } }
        @{ Why = 'a lease that is too short'; Wrong = { New-FireCampCluster x -LeaseDuration 10ms } }
    ) {
        $failure = Get-ErrorOf $Wrong
        $failure.FullyQualifiedErrorId | Should -BeLike 'ClusterInvalid,*'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        (Get-FireCampCluster).Name | Should -Be $name
    }

    It 'names the parameter of a size that does not parse' {
        Get-TextOf (Get-ErrorOf { New-FireCampCluster x -NodeMemory lots }) | Should -Match "NodeMemory"
    }

    It 'changes nothing with -WhatIf' {
        New-FireCampCluster other -WhatIf
        Stop-FireCampCluster $name -WhatIf
        Stop-FireCampNode node-1 -WhatIf
        Remove-FireCampCluster $name -WhatIf
        (Get-FireCampCluster).Name | Should -Be $name
        (Get-FireCampCluster).NodesUp | Should -Be 3
    }

    It 'is tested, and a test says what is wrong' {
        $checks = Test-FireCampCluster
        $checks | Where-Object Outcome -eq Failed | Should -BeNullOrEmpty
        ($checks.Check | Sort-Object -Unique) -join ' ' | Should -Be 'Key Names Node Storage Store'
        $cluster | Test-FireCampCluster -Quiet | Should -BeTrue
        Stop-FireCampNode node-3 -Crash
        $failed = Test-FireCampCluster $name | Where-Object Outcome -eq Failed
        $failed.Target | Should -Be node-3
        $failed.NextStep | Should -Not -BeNullOrEmpty
        Test-FireCampCluster $name -Quiet | Should -BeFalse
        Start-FireCampNode node-3
        (Get-ErrorOf { Test-FireCampCluster nowhere }).FullyQualifiedErrorId | Should -BeLike 'ClusterNotFound,*'
    }

    It 'connects only clusters that are elsewhere, and names every mistake' {
        $failure = Get-ErrorOf { Connect-FireCampCluster far -MetadataStore 'etcd://127.0.0.1:1?timeout=1s' -Key /nowhere/key -DnsKey /nowhere/dns }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ClusterUnreachable,*'
        foreach ($text in 'MetadataStore', '/nowhere/key', '/nowhere/dns') { Get-TextOf $failure | Should -Match $text }
        (Get-ErrorOf { Connect-FireCampCluster $name -MetadataStore etcd://127.0.0.1:1 -Key /nowhere/key }).FullyQualifiedErrorId |
            Should -BeLike 'ClusterExists,*'
        (Get-ErrorOf { Disconnect-FireCampCluster $name -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'NotOnThisPlatform,*'
        (Get-ErrorOf { Disconnect-FireCampCluster nowhere -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'ClusterNotFound,*'
        (Get-FireCampCluster).Name | Should -Be $name
    }

    It 'crashes a node, shows it, and starts it again' {
        (Stop-FireCampNode node-2 -Crash -PassThru).Name | Should -Be node-2
        (Get-FireCampCluster).Phase | Should -Be Degraded
        (Start-FireCampNode node-2 -PassThru).Phase | Should -Be Up
        (Get-FireCampCluster).Phase | Should -Be Running
    }

    It 'stops a node in order and leaves one that runs alone' {
        Get-FireCampNode node-3 | Stop-FireCampNode
        (Get-FireCampNode node-3).Phase | Should -Be Stopped
        Start-FireCampNode node-*
        (Get-FireCampNode).Phase | Should -Be 'Up', 'Up', 'Up'
    }

    It 'suspends a node, whose agent may stop and start meanwhile, and resumes it' {
        Suspend-FireCampNode node-1 -WhatIf
        (Get-FireCampNode node-1).IsSuspended | Should -BeFalse
        (Suspend-FireCampNode node-1 -PassThru).Phase | Should -Be Suspended
        Stop-FireCampNode node-1
        (Get-FireCampNode node-1).Phase | Should -Be Stopped
        (Start-FireCampNode node-1 -PassThru).Phase | Should -Be Suspended
        (Get-FireCampCluster).Reason | Should -Be 'Suspended: node-1.'
        (Get-FireCampNode node-1 | Resume-FireCampNode -PassThru).Phase | Should -Be Up
        (Get-FireCampEvent node/node-1).Message -join ' ' | Should -Match 'suspend-node'
    }

    It 'names the nodes when one is unknown' {
        $failure = Get-ErrorOf { Suspend-FireCampNode node-9 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NodeNotFound,*'
        (Get-ErrorOf { Get-FireCampNode node-9 }).FullyQualifiedErrorId | Should -BeLike 'NodeNotFound,*'
        Get-FireCampNode other-* | Should -BeNullOrEmpty
    }

    It 'stops and starts the whole cluster' {
        (Stop-FireCampCluster $name -PassThru).Phase | Should -Be Stopped
        (Get-FireCampNode).Phase | Should -Be 'Stopped', 'Stopped', 'Stopped'
        (Start-FireCampCluster $name -PassThru).Phase | Should -Be Running
    }

    It 'keeps who did what' {
        $events = Get-FireCampEvent node/node-2
        $events.Action | Should -Contain Crashed
        $events[0].Actor | Should -Match '@'
        (Get-FireCampEvent -Tail 1) | Should -HaveCount 1
        Get-FireCampEvent -Since ([DateTimeOffset]::Now.AddDays(1)) | Should -BeNullOrEmpty
    }

    It 'asks which cluster when there are several, and takes the one that the variable names' {
        $second = Get-ScratchName c
        $null = New-FireCampCluster $second -NodeCount 1
        $failure = Get-ErrorOf { Get-FireCampService }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ClusterNotNamed,*'
        Get-TextOf $failure | Should -Match $second
        $env:FIRECAMP_CLUSTER = $second
        (Get-FireCampNode).Cluster | Should -Be $second
        (Get-FireCampNode -Cluster $cluster)[0].Cluster | Should -Be $name
        $env:FIRECAMP_CLUSTER = $null
        Remove-FireCampCluster $second -Confirm:$false
        (Get-FireCampCluster).Name | Should -Be $name
    }

    It 'says that a cluster does not exist' {
        foreach ($script in { Get-FireCampCluster nowhere }, { Start-FireCampCluster nowhere }, { Stop-FireCampCluster nowhere },
            { Remove-FireCampCluster nowhere -Confirm:$false }, { Get-FireCampService -Cluster nowhere }) {
            (Get-ErrorOf $script).FullyQualifiedErrorId | Should -BeLike 'ClusterNotFound,*'
        }
    }
}
