using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>The default memory is enough to run with.</summary>
internal sealed class MemoryRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var memory = check.Definition.Memory;
        if (check.IsWhole("memory") && memory.Default < memory.Minimum)
        {
            yield return check.At("memory.default", $"the default, {memory.Default}, is less than the minimum, {memory.Minimum}.");
        }
    }
}
