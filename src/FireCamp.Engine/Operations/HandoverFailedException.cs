using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>A primary can't be demoted in order, or its successor doesn't get all that it wrote: nobody is promoted then.</summary>
public sealed class HandoverFailedException : FireCampException
{
    internal HandoverFailedException(string member, string why)
        : base("HandoverFailed", $"The primary's role can't be handed over: {member}: {why}",
            "The primary that there was goes on. Mend what is named, and switch again.") => Target = member;
}
