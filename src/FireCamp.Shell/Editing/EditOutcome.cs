namespace FireCamp.Shell.Editing;

/// <summary>How the editing of a line ended.</summary>
internal enum EditOutcome
{
    /// <summary>Enter: the line is to run.</summary>
    Accepted,

    /// <summary>Ctrl-C: the line is given up.</summary>
    Cancelled,

    /// <summary>Ctrl-D on an empty line: the user leaves.</summary>
    EndOfInput,
}
