namespace KerasLikeRnn.Tests.Utils;

/// <summary>A clock in nanoseconds that stands still until it is set.</summary>
internal sealed class FakeClock(long nanoseconds = 0) : TimeProvider
{
    public long Nanoseconds { get; set; } = nanoseconds;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Nanoseconds;

    public void Advance(double seconds) => Nanoseconds += (long)(seconds * 1e9);
}
