Describe 'Backup policies and scheduled tasks' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome
        $cluster = Get-ScratchName bp
        $null = New-FireCampCluster $cluster -NodeCount 1
        $folder = "$env:FIRECAMP_HOME/store"
        $null = [IO.Directory]::CreateDirectory($folder)
        $crontab = "$env:FIRECAMP_HOME/crontab"
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'are refused by name with all that is wrong' {
        $failure = Get-ErrorOf { New-FireCampBackupPolicy nightly -Schedule '0 0 30 2 *' -TimeZone Mars/Olympus -Service 'a b' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'BackupPolicyInvalid,*'
        "$failure" | Should -Match 'never comes'
        "$failure" | Should -Match 'Mars/Olympus'
        "$failure" | Should -Match "'a b' is no pattern"
        "$failure" | Should -Match 'would keep nothing'
        (Get-ErrorOf { New-FireCampBackupPolicy nightly -Schedule 6h -KeepLast 3 }).FullyQualifiedErrorId | Should -BeLike 'BackupStoreNotNamed,*'
        Set-FireCampBackupStore "file://$folder"
        New-FireCampBackupPolicy nightly -Schedule 6h -KeepLast 3 -WhatIf
        Get-FireCampBackupPolicy | Should -BeNullOrEmpty
    }

    It 'are made, changed and shown' {
        $policy = New-FireCampBackupPolicy nightly -Schedule '30 2 * * *' -TimeZone Europe/Berlin -KeepDaily 7 -KeepWeekly 4
        $policy.Keep | Should -Be 'daily 7, weekly 4'
        $policy.Matches | Should -BeNullOrEmpty
        (Get-ErrorOf { New-FireCampBackupPolicy NIGHTLY -Schedule 6h -KeepLast 3 }).FullyQualifiedErrorId | Should -BeLike 'BackupPolicyExists,*'
        (Get-FireCampBackupPolicy 'n*' | Set-FireCampBackupPolicy -KeepWithin 30d -KeepDaily 0 -PassThru).Keep | Should -Be 'within 30d, weekly 4'
        (Get-ErrorOf { Set-FireCampBackupPolicy nightly -KeepWithin 0 -KeepWeekly 0 }).FullyQualifiedErrorId | Should -BeLike 'BackupPolicyInvalid,*'
        (Get-FireCampBackupPolicy nightly).Schedule | Should -Be '30 2 * * *'
        (Get-ErrorOf { Get-FireCampBackupPolicy other }).FullyQualifiedErrorId | Should -BeLike 'BackupPolicyNotFound,*'
    }

    It 'have nothing to do without services, and are removed' {
        Invoke-FireCampBackupPolicy | Should -BeNullOrEmpty
        Invoke-FireCampBackupPolicy -Force -WhatIf
        Remove-FireCampBackupPolicy nightly -Confirm:$false
        Get-FireCampBackupPolicy | Should -BeNullOrEmpty
    }

    It 'are installed in a crontab beside what is there, once, and taken out again' {
        [IO.File]::WriteAllText($crontab, "# mine`n0 1 * * * true`n")
        Register-FireCampScheduledTask QueuedOperation -Crontab $crontab -WhatIf
        [IO.File]::ReadAllLines($crontab) | Should -HaveCount 2
        $null = Register-FireCampScheduledTask QueuedOperation -Crontab $crontab
        $task = Register-FireCampScheduledTask QueuedOperation -Crontab $crontab -Every 1h
        $task.Text | Should -Match '^0 \* \* \* \* .*Resume-FireCampOperation -Due -Cluster'
        $lines = [IO.File]::ReadAllLines($crontab)
        $lines | Should -HaveCount 4
        ($lines -match 'Resume-FireCampOperation').Count | Should -Be 1
        Get-FireCampScheduledTask -Crontab $crontab | Unregister-FireCampScheduledTask -Crontab $crontab
        [IO.File]::ReadAllText($crontab) | Should -Be "# mine`n0 1 * * * true`n"
        (Get-ErrorOf { Unregister-FireCampScheduledTask other -Crontab $crontab }).FullyQualifiedErrorId | Should -BeLike 'ScheduledTaskNotFound,*'
    }

    It 'refuse programs, users and times that are not there' {
        $failure = Get-ErrorOf {
            Register-FireCampScheduledTask BackupPolicy -Crontab "$env:FIRECAMP_HOME/gone/crontab" -Program /nowhere/pwsh -User nobody-of-here -Every 7m
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ScheduledTaskInvalid,*'
        "$failure" | Should -Match "no program '/nowhere/pwsh'"
        "$failure" | Should -Match "no user 'nobody-of-here'"
        "$failure" | Should -Match '7m'
        "$failure" | Should -Match 'no folder'
    }
}
