@{
    RootModule = 'FireCamp.MiniPester.dll'
    ModuleVersion = '1.0.0'
    GUID = '6f3c1a52-58b1-4a42-9b0b-6d5f0e1c7a90'
    Author = 'The FireCamp authors'
    Description = 'Runs tests written in the common part of Pester 5 and 6, where Pester itself is not installed.'
    PowerShellVersion = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport = @('New-PesterBlock', 'New-PesterTest', 'Add-PesterStep', 'Assert-PesterValue', 'Set-ItResult', 'Invoke-Pester')
    AliasesToExport = @('Describe', 'Context', 'It', 'BeforeAll', 'AfterAll', 'BeforeEach', 'AfterEach', 'BeforeDiscovery', 'Should')
    FunctionsToExport = @()
    VariablesToExport = @()
}
