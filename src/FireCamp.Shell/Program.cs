using FireCamp.Shell.Startup;

namespace FireCamp.Shell;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        ShellOptions options;
        try
        {
            options = ShellOptions.Parse(arguments);
        }
        catch (ShellUsageException mistake)
        {
            Console.Error.WriteLine($"{mistake.Message}\n\n{ShellOptions.Usage}");
            return ExitCodes.Usage;
        }

        if (options.ShowHelp)
        {
            Console.Out.WriteLine(ShellOptions.Usage);
            return ExitCodes.Success;
        }

        using var session = new ShellSession(options);
        return session.Run();
    }
}
