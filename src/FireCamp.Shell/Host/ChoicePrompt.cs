using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace FireCamp.Shell.Host;

/// <summary>Lets the user pick from choices whose labels mark their key with an ampersand.</summary>
internal sealed class ChoicePrompt(
    PSHostUserInterface ui, string? caption, string? message, Collection<ChoiceDescription> choices)
{
    private readonly IReadOnlyList<ChoiceLabel> labels = [.. choices.Select(ChoiceLabel.Parse)];

    /// <summary>
    /// Asks until one choice is named; an empty answer takes the default, when there is one (not -1).
    /// </summary>
    public int AskOne(int defaultChoice)
    {
        if (defaultChoice < -1 || defaultChoice >= choices.Count)
        {
            throw new PSArgumentOutOfRangeException(nameof(defaultChoice));
        }

        WriteHead();
        while (true)
        {
            var answer = Ask(defaultChoice >= 0 ? $" (default is \"{labels[defaultChoice].Key}\")" : string.Empty);
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (Find(answer) is { } choice)
            {
                return choice;
            }
        }
    }

    /// <summary>Asks for any number of choices, ended by an empty answer; none at all takes the defaults.</summary>
    public Collection<int> AskMany(IReadOnlyList<int> defaults)
    {
        WriteHead();
        var chosen = new Collection<int>();
        while (true)
        {
            var answer = Ask($" (choice {chosen.Count}, empty line ends)");
            if (answer.Length == 0)
            {
                return chosen.Count > 0 ? chosen : [.. defaults];
            }

            if (Find(answer) is { } choice)
            {
                chosen.Add(choice);
            }
        }
    }

    private string Ask(string hint)
    {
        ui.Write($"{string.Join("  ", labels.Select(label => $"[{label.Key}] {label.Text}"))}  [?] Help{hint}: ");
        return ui.ReadLine().Trim();
    }

    private int? Find(string answer)
    {
        if (answer == "?")
        {
            WriteHelp();
            return null;
        }

        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Matches(answer))
            {
                return i;
            }
        }

        return null;
    }

    private void WriteHead()
    {
        ui.WriteLine();
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            ui.WriteLine(line);
        }
    }

    private void WriteHelp()
    {
        for (var i = 0; i < labels.Count; i++)
        {
            ui.WriteLine($"{labels[i].Key} - {choices[i].HelpMessage}");
        }
    }
}
