namespace FireCamp.Engine.Model;

/// <summary>Something in which two specs of a service differ.</summary>
/// <param name="What">An option's name, <c>Memory</c>, <c>password of superuser</c>.</param>
/// <param name="From">Empty where there was nothing, or nothing that may be shown.</param>
/// <param name="To">Empty where there is nothing any more.</param>
public sealed record SpecDifference(string What, string From, string To)
{
    public override string ToString() => $"{What}: {(From.Length == 0 ? "''" : From)} -> {(To.Length == 0 ? "''" : To)}";
}
