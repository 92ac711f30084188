namespace FireCamp.Engine.Tests.Backups;

/// <summary>The real clock, put forward.</summary>
internal sealed class ShiftedTime(DateTimeOffset from) : TimeProvider
{
    private TimeSpan shift = from - System.GetUtcNow();

    public void Advance(TimeSpan by) => shift += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
