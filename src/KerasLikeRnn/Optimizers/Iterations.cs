namespace KerasLikeRnn.Optimizers;

/// <summary>How many updates an optimizer has made: a whole number that looks like the variable it is in Python.</summary>
public readonly struct Iterations : IEquatable<Iterations>
{
    private readonly long count;
    private readonly string scope;

    private readonly Optimizer? owner;

    internal Iterations(long count, string scope, Optimizer? owner = null) => (this.count, this.scope, this.owner) = (count, scope, owner);

    /// <summary>The number as it is now, whenever it was asked for.</summary>
    internal long Live() => owner?.iterations ?? count;

    /// <summary>The number.</summary>
    public long numpy() => count;

    public static implicit operator long(Iterations iterations) => iterations.count;

    public static implicit operator Iterations(long count) => new(count, "");

    public static bool operator ==(Iterations a, Iterations b) => a.count == b.count;

    public static bool operator !=(Iterations a, Iterations b) => a.count != b.count;

    public bool Equals(Iterations other) => count == other.count;

    public override bool Equals(object? obj) => obj is Iterations other && Equals(other);

    public override int GetHashCode() => count.GetHashCode();

    /// <summary>Python's text: <c>&lt;tf.Variable 'Adam/iter:0' shape=() dtype=int64, numpy=1&gt;</c>.</summary>
    public override string ToString() => $"<tf.Variable '{scope}iter:0' shape=() dtype=int64, numpy={PythonText.Repr(count)}>";
}
