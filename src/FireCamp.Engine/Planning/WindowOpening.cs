namespace FireCamp.Engine.Planning;

/// <summary>One time for which a maintenance window is open.</summary>
/// <param name="Closes">The first moment after it; later than <paramref name="Opens"/>.</param>
public sealed record WindowOpening(DateTimeOffset Opens, DateTimeOffset Closes)
{
    public bool Includes(DateTimeOffset moment) => Opens <= moment && moment < Closes;
}
