using FireCamp.Engine.Model;

namespace FireCamp.Testing.Operations;

/// <summary>A failure that a trial wanted.</summary>
public sealed class InjectedException(string step, bool temporary)
    : FireCampException("Injected", $"Step '{step}' was made to fail.", "This is a trial.")
{
    public override bool IsTemporary => temporary;
}
