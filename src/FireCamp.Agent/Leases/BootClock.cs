using System.Runtime.InteropServices;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Leases;

/// <summary>The system's time, with timestamps that go on while the machine sleeps.</summary>
/// <remarks>
/// Leases run out on other nodes while this one sleeps or is stopped, so the clock that they are measured with here must
/// count that time too: CLOCK_BOOTTIME does, CLOCK_MONOTONIC (the framework's own) stands still in a suspended machine.
/// </remarks>
internal sealed class BootClock : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsInSecond = 1_000_000_000;

    public override long TimestampFrequency => NanosecondsInSecond;

    public override long GetTimestamp()
        => Posix.ClockGetTime(BootTime, out var now) == 0
            ? now.Seconds * NanosecondsInSecond + now.Nanoseconds
            : throw new InvalidOperationException($"CLOCK_BOOTTIME can't be read: error {Marshal.GetLastPInvokeError()}.");
}
