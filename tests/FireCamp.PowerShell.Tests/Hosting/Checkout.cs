namespace FireCamp.PowerShell.Tests.Hosting;

/// <summary>The checkout that the tests run in; the module must have been built into its <c>bin/</c>.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Manifest { get; } = Path.Combine(Root, "FireCamp.psd1");

    public static string Bin { get; } = Path.Combine(Root, "bin");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FireCamp.psd1")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No FireCamp.psd1 above the test's folder.");
    }
}
