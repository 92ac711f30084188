namespace FireCamp.Engine.Catalog.Rules;

/// <summary>All rules, in the order in which their mistakes are listed.</summary>
internal static class CatalogRules
{
    /// <summary>The rules that look at the files only: some milliseconds.</summary>
    public static IReadOnlyList<ICatalogRule> Static { get; } =
    [
        new KindRule(),
        new VersionRule(),
        new MemoryRule(),
        new WordRule(),
        new UniqueNameRule(),
        new NameFormRule(),
        new OptionRule(),
        new GroupRule(),
        new RequiredPartRule(),
        new OptionReferenceRule(),
        new FileRule(),
        new ReloadRule(),
        new ProbeRule(),
        new TextRule(),
        new ExposedSecretRule(),
    ];

    /// <summary>The same, and those that render.</summary>
    public static IReadOnlyList<ICatalogRule> All { get; } = [.. Static, new SampleRule()];
}
