Describe 'Operations that do not get to their end' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $null = New-FireCampCluster (Get-ScratchName o)
        $options = @{ Catalog = 'Redis'; ReplicasPerShard = 3; Memory = '32MB'; VolumeSize = '100MB' }

        # Starts a creation as a job and stops it once it is on its way: somewhere between its first step and its last.
        function Start-Interrupted([string] $Name) {
            $job = New-FireCampService $Name @options -AsJob
            while (-not (Get-FireCampOperation -All | Where-Object Subject -eq "service/$Name") -and $job.State -eq 'Running') { }
            $job | Stop-Job
            $job | Remove-Job
            Get-FireCampOperation | Where-Object Subject -eq "service/$Name"
        }
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'are listed, named by the next command, and resumed' {
        $operation = Start-Interrupted one
        $operation.IsInterrupted | Should -BeTrue
        $failure = Get-ErrorOf { New-FireCampService one @options }
        Get-TextOf $failure | Should -Match $operation.Id
        Get-TextOf $failure | Should -Match 'Resume-FireCampOperation'
        ($operation | Resume-FireCampOperation).State | Should -Be Succeeded
        (Get-FireCampService one).Phase | Should -Be Ready
        Get-FireCampOperation | Should -BeNullOrEmpty
        (Get-FireCampOperation $operation.Id).State | Should -Be Succeeded
        (Get-FireCampOperation -All).Id | Should -Contain $operation.Id
    }

    It 'are undone to nothing' {
        $operation = Start-Interrupted two
        (Undo-FireCampOperation $operation.Id).State | Should -Be Undone
        Get-FireCampService two* | Should -BeNullOrEmpty
        [IO.Directory]::GetDirectories("$((Get-FireCampCluster).Folder)/volumes", '*two*') | Should -BeNullOrEmpty
    }

    It 'are interrupted by -Timeout' {
        $failure = Get-ErrorOf { New-FireCampService three @options -Timeout 20ms }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OperationTimedOut,*'
        Get-FireCampOperation | Undo-FireCampOperation | Out-Null
        Get-FireCampService three* | Should -BeNullOrEmpty
    }

    It 'are left alone with -WhatIf' {
        $operation = Start-Interrupted four
        Resume-FireCampOperation $operation.Id -WhatIf
        Undo-FireCampOperation $operation.Id -WhatIf
        (Get-FireCampOperation).Id | Should -Be $operation.Id
        $operation | Undo-FireCampOperation | Out-Null
    }

    It 'name a port that is in use' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Any, 16399)
        $listener.Start()
        try {
            $failure = Get-ErrorOf { New-FireCampService busy @options -Port 16399 }
            Get-TextOf $failure | Should -Match '16399'
            Get-FireCampService busy* | Should -BeNullOrEmpty
        }
        finally {
            $listener.Stop()
        }
    }

    It 'name a program that is missing' {
        $folder = "$env:FIRECAMP_HOME/kinds/Missing"
        $null = [IO.Directory]::CreateDirectory($folder)
        $redis = [IO.Path]::GetDirectoryName((Get-FireCampCatalog Redis).Folder) + '/Redis'
        foreach ($file in [IO.Directory]::GetFiles($redis)) { [IO.File]::Copy($file, "$folder/$([IO.Path]::GetFileName($file))") }
        $text = [IO.File]::ReadAllText("$folder/catalog.yaml").Replace('kind: Redis', 'kind: Missing').Replace('binaries: [redis-server', 'binaries: [no-such-program').Replace('packages: [redis-server', 'packages: [no-such-package')
        [IO.File]::WriteAllText("$folder/catalog.yaml", $text)
        $env:FIRECAMP_CATALOG = "$env:FIRECAMP_HOME/kinds"
        try {
            $failure = Get-ErrorOf { New-FireCampService missing -Catalog Missing -ReplicasPerShard 1 -Memory 32MB -VolumeSize 100MB }
            Get-TextOf $failure | Should -Match 'no-such-pr|no-such-pa'
            Get-FireCampOperation | Undo-FireCampOperation | Out-Null
            Get-FireCampService missing* | Should -BeNullOrEmpty
        }
        finally {
            $env:FIRECAMP_CATALOG = $null
        }
    }
}
