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
}
