Describe 'Get-FireCampCatalog' {
    BeforeAll {
        . "$PSScriptRoot/Scratch.ps1"
        Enter-ScratchHome

        function Get-BuiltInKind {
            [IO.Directory]::GetDirectories("$PSScriptRoot/../../Catalog") | ForEach-Object { [IO.Path]::GetFileName($_) } | Sort-Object
        }
    }

    AfterAll {
        Exit-ScratchHome
    }

    It 'lists the built-in kinds' {
        (Get-FireCampCatalog).Kind | Should -Be (Get-BuiltInKind)
    }

    It 'finds a kind whatever its case' {
        (Get-FireCampCatalog postgresql).Kind | Should -BeExactly 'PostgreSQL'
    }

    It 'prints a named kind with its options and their help' {
        $text = Get-FireCampCatalog Redis | Out-String
        $text | Should -Match '-ReplicasPerShard \(integer, default 3'
        $text | Should -Match 'How many members hold each shard'
    }

    It 'gives options as a table' {
        $options = Get-FireCampCatalog ZooKeeper | Select-Object -ExpandProperty Options
        ($options | Where-Object Name -eq Members).Default | Should -Be '3'
        $options | Out-String | Should -Match 'Name\s+Type\s+Default'
    }

    It 'names the known kinds when one is unknown' {
        $failure = Get-ErrorOf { Get-FireCampCatalog Postgres }
        $failure.FullyQualifiedErrorId | Should -BeLike 'CatalogNotFound,*'
        Get-TextOf $failure | Should -Match 'PostgreSQL'
    }

    It 'lists every mistake of a corrupt kind with file and line, and still lists the others' {
        $folder = "$env:FIRECAMP_HOME/kinds/Corrupt"
        $null = [IO.Directory]::CreateDirectory($folder)
        [IO.File]::WriteAllText("$folder/catalog.yaml", "kind: Corrupt`nsummary: x`ndefaultVersion: '1'`nwrong: 1`noptions:`n  - name: A`n    type: nonsense`n")
        $env:FIRECAMP_CATALOG = "$env:FIRECAMP_HOME/kinds"
        try {
            $problems = $null
            (Get-FireCampCatalog -ErrorVariable problems -ErrorAction SilentlyContinue).Kind |
                Should -Be (Get-BuiltInKind)
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'CatalogInvalid,*'
            "$($problems[0])" | Should -Match 'catalog.yaml:4'
            "$($problems[0])" | Should -Match 'catalog.yaml:7'
            (Get-ErrorOf { New-FireCampService x -Catalog Corrupt }).FullyQualifiedErrorId | Should -BeLike 'CatalogInvalid,*'
        }
        finally {
            $env:FIRECAMP_CATALOG = $null
        }
    }
}
