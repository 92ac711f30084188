Describe 'A service that is looked after' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName h)
        $created = New-FireCampService cache -Catalog Redis -ReplicasPerShard 3 -Memory 32MB -VolumeSize 100MB

        # A window that is open today at no time of this run: it is the day after tomorrow's.
        $shut = "$([DateTimeOffset]::UtcNow.AddDays(2).DayOfWeek) 01:00-02:00"
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'passes its checks' {
        $null = Wait-Until { (Test-FireCampService cache -CheckName Disk).Outcome -eq 'Passed' }
        $checks = Test-FireCampService
        $checks.Check | Should -Be 'Members', 'Quorum', 'Lag', 'Zones', 'Disk', 'Operation', 'Drift', 'Certificates'
        $checks | Where-Object Outcome -ne Passed | Should -BeNullOrEmpty
        $checks | Out-String | Should -Match 'Passed\s+Members\s+cache\s+3 members are ready'
        Test-FireCampService cache -Quiet | Should -BeTrue
        ($created | Test-FireCampService -CheckName Z*).Check | Should -Be Zones
        Test-FireCampService c* -Outcome Warning, Failed | Should -BeNullOrEmpty
        Test-FireCampService other* | Should -BeNullOrEmpty
    }

    It 'has each check named, and refuses others by name' {
        $failure = Get-ErrorOf { Test-FireCampService cache -CheckName Disk, Dsik, Nothing }
        $failure.FullyQualifiedErrorId | Should -BeLike 'CheckNotFound,*'
        Get-TextOf $failure | Should -Match 'Dsik'
        Get-TextOf $failure | Should -Match 'Nothing'
        Get-TextOf $failure | Should -Match 'Members, Quorum, Lag'
        (Get-ErrorOf { Test-FireCampService missing }).FullyQualifiedErrorId | Should -BeLike 'ServiceNotFound,*'
    }

    It 'shows files that were changed behind its back' {
        $folder = "$((Get-FireCampCluster).Folder)/volumes/$((Get-FireCampMember cache cache-1).Volumes[0].Name)/content/conf"
        [IO.File]::AppendAllText("$folder/redis.conf", "# changed`n")
        $found = Test-FireCampService cache -CheckName Drift
        $found.Outcome | Should -Be Warning
        $found.Target | Should -Be cache-1
        $found.Message | Should -Match 'conf/redis.conf \(changed\)'
        Restart-FireCampService cache -Member cache-1
        (Test-FireCampService cache -CheckName Drift).Outcome | Should -Be Passed
    }

    It 'fails its checks while it is down, and is watched until it is back' {
        Stop-FireCampNode (Get-FireCampMember cache cache-2).Node -Crash
        $found = Wait-Until { Test-FireCampService cache -CheckName Members -Outcome Failed }
        $found.Target | Should -Contain cache-2
        $found.NextStep | Should -Match 'Get-FireCampLog'
        Test-FireCampService cache -Quiet -CheckName Members | Should -BeFalse
        $seen = Watch-FireCampService cache -Until Ready -Timeout 60s
        ($seen | Where-Object Name -eq cache-2)[-1].Phase | Should -Be Ready
        ($seen | Where-Object Name -eq cache-2).Count | Should -BeGreaterThan 1
        (Test-FireCampService cache -CheckName Zones -Outcome Warning).Target | Should -Contain cache-2
        Get-FireCampNode | Where-Object Phase -ne Up | Start-FireCampNode
    }

    It 'is watched together with others, as objects, until the time is up' {
        $null = Wait-FireCampService cache
        (Watch-FireCampService -Timeout 1s).Name | Should -Be cache
        (Watch-FireCampService c* -AsObject | Select-Object -First 1).Kind | Should -Be Redis
        ($created | Watch-FireCampService -Timeout 1s).Count | Should -Be 3
        (Get-ErrorOf { Watch-FireCampService cache -Until Stopped -Timeout 1s }).FullyQualifiedErrorId | Should -BeLike 'OperationBlocked,*'
        (Get-ErrorOf { Watch-FireCampService missing }).FullyQualifiedErrorId | Should -BeLike 'ServiceNotFound,*'
    }

    It 'is watched on a terminal as a table that stays in its place' {
        if (-not [IO.File]::Exists('/usr/bin/script')) { Set-ItResult -Skipped -Because "util-linux's 'script' is missing" }
        $command = "stty cols 100 rows 30; exec '$PSScriptRoot/../../firecamp' -NoLogo -Command 'Watch-FireCampService cache -Timeout 3s'"
        $text = script --quiet --return --flush --command $command /dev/null | Out-String
        $text | Should -Match 'cache: Redis 7.0, Ready, 3/3 ready'
        $text | Should -Match 'Name\s+Role\s+Phase\s+Lag\s+Node\s+Since\s+Reason'
        $text | Should -Match ([regex]::Escape("$([char]27)[6A"))
        $text | Should -Match ([regex]::Escape("$([char]27)[?25h"))
    }

    It 'queues what would disrupt it outside its window' {
        Set-FireCampServicePolicy cache -Window $shut, 'Mon-Tue 00:00-00:01 America/New_York' -PassThru | ForEach-Object Windows | Should -HaveCount 2
        Set-FireCampServicePolicy cache -Window $shut
        $queued = Restart-FireCampService cache
        $queued.State | Should -Be Queued
        $queued.IsDue | Should -BeFalse
        $queued.Waits | Should -Match '01:00-02:00 UTC'
        (Get-FireCampOperation -Queued).Id | Should -Be $queued.Id
        (Get-FireCampOperation $queued.Id).State | Should -Be Queued
        (Get-FireCampOperation -All).Id | Should -Contain $queued.Id
        Get-FireCampOperation | Should -BeNullOrEmpty
        (Get-FireCampService cache).Phase | Should -Be Ready
        (Test-FireCampService cache -CheckName Operation).Message | Should -Match 'is queued'
        (Get-ErrorOf { Resume-FireCampOperation $queued.Id }).FullyQualifiedErrorId | Should -BeLike 'OperationNotDue,*'
        Resume-FireCampOperation -Due | Should -BeNullOrEmpty
        $queued | Undo-FireCampOperation | ForEach-Object State | Should -Be Undone
        Get-FireCampOperation -Queued | Should -BeNullOrEmpty
    }

    It 'begins by force, and an event tells' {
        $before = (Get-FireCampMember cache).ProcessId
        Restart-FireCampService cache -Member cache-2 -Force
        (Get-FireCampMember cache).ProcessId | Where-Object { $_ -notin $before } | Should -HaveCount 1
        (Get-FireCampEvent cache).Action | Should -Contain PolicyOverridden
    }

    It 'is changed within its window only where that takes a restart' {
        Update-FireCampService cache -MaxClients 5000
        (Get-FireCampService cache).Options.MaxClients | Should -Be '5000'
        $plan = Update-FireCampService cache -Databases 20
        $plan.State | Should -Be Queued
        (Get-FireCampService cache).Options.Databases | Should -Be '16'
        Set-FireCampServicePolicy cache -Window @()
        (Resume-FireCampOperation -Due).Id | Should -Be $plan.Id
        (Get-FireCampService cache).Options.Databases | Should -Be '20'
    }

    It 'waits for an approval where it asks for one' {
        Set-FireCampServicePolicy cache -Window @() -RequireApproval
        (Get-FireCampService cache).RequireApproval | Should -BeTrue
        $queued = Stop-FireCampService cache
        Resume-FireCampOperation -Due | Should -BeNullOrEmpty
        Approve-FireCampOperation $queued.Id -WhatIf
        (Get-FireCampOperation $queued.Id).IsDue | Should -BeFalse
        ($queued | Approve-FireCampOperation).IsDue | Should -BeTrue
        (Resume-FireCampOperation -Due).State | Should -Be Succeeded
        (Get-FireCampService cache).Phase | Should -Be Stopped
        Start-FireCampService cache
        (Get-FireCampService cache).Phase | Should -Be Ready
        Set-FireCampServicePolicy cache -RequireApproval:$false
        (Get-ErrorOf { Approve-FireCampOperation $queued.Id }).FullyQualifiedErrorId | Should -BeLike 'OperationNotFound,*'
    }

    It 'queues the suspension of a node that has members of it' {
        Set-FireCampServicePolicy cache -Window $shut
        $queued = Suspend-FireCampNode (Get-FireCampMember cache cache-0).Node
        $queued.State | Should -Be Queued
        $queued.Subject | Should -BeLike 'node/*'
        Set-FireCampServicePolicy cache -Window @()
        (Resume-FireCampOperation -Due).Id | Should -Be $queued.Id
        Get-FireCampNode | Where-Object IsSuspended | Should -HaveCount 1
        Get-FireCampNode | Where-Object IsSuspended | Resume-FireCampNode
    }

    It 'shows its policy in its plan, and refuses a window that is none, with every mistake' {
        $failure = Get-ErrorOf { Set-FireCampServicePolicy cache -Window 'tonight', 'Xyz 25:00-26:00 Mars/Base' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'WindowInvalid,*'
        foreach ($word in 'tonight', 'Xyz', '25:00', '26:00', 'Mars/Base') { Get-TextOf $failure | Should -Match $word }
        $failure = Get-ErrorOf { New-FireCampService other -Catalog Redis -Window tonight -ReplicasPerShard 99 -WhatIf }
        Get-TextOf $failure | Should -Match 'tonight'
        Get-TextOf $failure | Should -Match 'ReplicasPerShard'
    }
}
