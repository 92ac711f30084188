namespace FireCamp.Testing.Operations;

/// <summary>When a step is made to fail.</summary>
public enum Half
{
    /// <summary>Before it has done anything.</summary>
    Before,

    /// <summary>After it has done everything.</summary>
    After,
}
