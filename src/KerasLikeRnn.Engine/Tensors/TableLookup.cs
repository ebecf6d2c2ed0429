namespace KerasLikeRnn.Engine;

/// <summary>
/// The rows of a table that a lookup names, each once: their numbers, their elements, and the place of each position among them.
/// </summary>
internal sealed record RowsInUse(Tensor Rows, Tensor Vectors, Tensor RowOf);

/// <summary>
/// A lookup of rows that are read when somebody needs them: a recurrent operation projects the rows in use instead. It gives what
/// it would have given at once: before table or indices change, it reads; and what it reads lives as long as what was made beside it.
/// </summary>
internal sealed class TableLookup
{
    private static readonly Ambient<object> readsAtOnce = new();

    private readonly MemoryScope? scope = MemoryScope.Current;
    private readonly Rehearsal? rehearsal = Rehearsal.Current;
    private readonly Tensor table;
    private readonly Tensor indices;
    private readonly Func<Tensor, Tensor, Tensor> gather;
    private Tensor? rows;
    private RowsInUse? inUse;
    private bool isSettled;

    public TableLookup(Tensor table, Tensor indices, Func<Tensor, Tensor, Tensor> gather)
    {
        (this.table, this.indices, this.gather) = (table, indices, gather);
        table.Readers?.Add(this);
        indices.Readers?.Add(this);
    }

    /// <summary>Whether lookups read at once here, so that tests can compare. They do in a scope for things that stay, too.</summary>
    public static bool ReadsAtOnce
    {
        get => readsAtOnce.Value is not null || MemoryScope.Current is { Owns: false };
        set => readsAtOnce.Value = value ? readsAtOnce : null;
    }

    /// <summary>Shape of the table.</summary>
    public Shape TableShape => table.Shape;

    /// <summary>Whether the step it belongs to is over.</summary>
    public bool HasEnded => scope is { HasEnded: true };

    /// <summary>Whether it needs table and indices no more.</summary>
    public bool IsSettled => isSettled || inUse is not null || HasEnded;

    /// <summary>Whether a table and a list of rows stand behind it, of which <see cref="Use"/> tells the rows in use.</summary>
    public bool CanBeProjected => table.Rank == 2 && indices.Rank == 2 && !HasEnded && (inUse is not null || !isSettled);

    /// <summary>The rows, position by position.</summary>
    public Tensor Read()
    {
        lock (gather)
            using (MemoryScope.In(scope))
            using (Rehearsal.Return(rehearsal))
                return rows ??= inUse is null ? gather(table, indices) : gather(inUse.Vectors, inUse.RowOf);
    }

    /// <summary>The rows in use; the first caller finds them.</summary>
    public RowsInUse Use(Func<Tensor, Tensor, RowsInUse> find)
    {
        lock (gather)
            using (MemoryScope.In(scope))
            using (Rehearsal.Return(rehearsal))
                return inUse ??= find(table, indices);
    }

    /// <summary>Reads, unless it can do without table and indices, or belongs to a step that runs beside this one.</summary>
    public void Settle()
    {
        if (IsSettled || !MemoryScope.IsOpen(scope)) return;
        Read();
        isSettled = true;
    }
}
