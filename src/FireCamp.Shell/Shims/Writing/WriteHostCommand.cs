using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object? Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    // The engine prints what is tagged PSHOST; printing here too would show it twice.
    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage { Message = Text(Object), NoNewLine = NoNewline };
        if (ForegroundColor is not null || BackgroundColor is not null)
        {
            message.ForegroundColor = ForegroundColor ?? Host.UI.RawUI.ForegroundColor;
            message.BackgroundColor = BackgroundColor ?? Host.UI.RawUI.BackgroundColor;
        }

        WriteInformation(message, ["PSHOST"]);
    }

    private string Text(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        return bare switch
        {
            null => string.Empty,
            string text => text,
            IDictionary => value!.ToString()!,
            IEnumerable items => string.Join(Separator?.ToString(), items.Cast<object?>().Select(Text)),
            _ => LanguagePrimitives.ConvertTo<string>(value),
        };
    }
}
