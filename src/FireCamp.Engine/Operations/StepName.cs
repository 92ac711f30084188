namespace FireCamp.Engine.Operations;

internal static class StepName
{
    /// <summary><c>name</c>, or <c>name/item</c>.</summary>
    public static string Of(string step, string? item) => item is null ? step : $"{step}/{item}";
}
