Describe 'The examples' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'quickstart.ps1 ends with ok, shows the seconds of failover, and leaves nothing behind' {
        $output = & "$PSScriptRoot/../../examples/quickstart.ps1"
        $output[-1] | Should -BeExactly 'quickstart: ok'
        $output -match 'took writes again after \d+\.\d s' | Should -HaveCount 1
        Get-FireCampCluster | Should -BeNullOrEmpty
    }

    It 'scheduled-backup.ps1 ends with ok, shows what is kept, and leaves nothing behind' {
        if (-not $env:FIRECAMP_SCHEDULES) { Set-ItResult -Skipped -Because 'it takes half a minute: set FIRECAMP_SCHEDULES to run it' }
        $output = & "$PSScriptRoot/../../examples/scheduled-backup.ps1"
        $output[-1] | Should -BeExactly 'scheduled-backup: ok'
        $output -match 'Persistent=true' | Should -HaveCount 1
        Get-FireCampCluster | Should -BeNullOrEmpty
    }

    It 'day-two.ps1 ends with ok, shows how long rows waited, and leaves nothing behind' {
        if (-not $env:FIRECAMP_DAYTWO) { Set-ItResult -Skipped -Because 'it takes two minutes: set FIRECAMP_DAYTWO to run it' }
        $output = & "$PSScriptRoot/../../examples/day-two.ps1"
        $output[-1] | Should -BeExactly 'day-two: ok'
        Get-FireCampCluster | Should -BeNullOrEmpty
    }

    It 'swarm-tour.ps1 ends with ok, shows the seconds of failover, and leaves neither lab nor home behind' {
        $swarm = "$PSScriptRoot/../lab/swarm"
        $missing = @(& $swarm requirements)
        if ($LASTEXITCODE -ne 0) { Set-ItResult -Skipped -Because "this machine lacks, for the lab: $($missing -join '; ')" }
        $name = Get-ScratchName tour
        $before = $env:FIRECAMP_HOME
        $output = & "$PSScriptRoot/../../examples/swarm-tour.ps1" -LabName $name
        $output[-1] | Should -BeExactly 'swarm-tour: ok'
        $output -match 'took writes again after \d+\.\d s' | Should -HaveCount 1
        $env:FIRECAMP_HOME | Should -BeExactly $before
        Test-Path "/tmp/firecamp-lab-$name" | Should -BeFalse
    }

    It 'swarm-tour.ps1 refuses a folder that is no lab, and changes nothing' {
        & "$PSScriptRoot/../lab/swarm" requirements | Out-Null
        if ($LASTEXITCODE -ne 0) { Set-ItResult -Skipped -Because 'this machine lacks what the lab needs' }
        $failure = Get-ErrorOf { & "$PSScriptRoot/../../examples/swarm-tour.ps1" -Lab $env:FIRECAMP_HOME }
        Get-TextOf $failure | Should -BeLike "swarm-tour: there is no lab in '*"
        [IO.Directory]::Exists($env:FIRECAMP_HOME) | Should -BeTrue
    }
}
