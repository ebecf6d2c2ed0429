using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

/// <summary>A tensor whose numbers change: a layer's weight, an optimizer's slot, a carried state.</summary>
public sealed partial class Variable
{
    private static readonly Ambient<ReadType> readType = new();

    private static long count;

    [ThreadStatic]
    private static long made;

    private Tensor current;

    /// <summary>Creates a variable that starts with a copy of <paramref name="initial"/>.</summary>
    public Variable(Tensor initial, string name = "Variable:0", bool trainable = true)
    {
        var source = initial.Storage;
        // A variable lasts, also one that is made while a model only learns shapes.
        using var pause = Rehearsal.Pause();
        current = Fresh(initial.Shape, initial.DType);
        Name = name;
        Trainable = trainable;
        current.Storage.CopyElements(source);
        made++;
    }

    /// <summary>How many this thread has made.</summary>
    internal static long Made => made;

    /// <summary>Its place among all variables, in the order in which they were made.</summary>
    internal long Number { get; } = Interlocked.Increment(ref count);

    /// <summary>Keras's name, such as <c>dense/kernel:0</c>.</summary>
    public string Name { get; internal set; }

    /// <summary>Whether optimizers change it.</summary>
    public bool Trainable { get; set; }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape => current.Shape;

    /// <summary>Type of the elements.</summary>
    public DType DType => current.DType;

    /// <summary>Whether a layer that computes in another type reads it in that type: Keras's AutoCastVariable.</summary>
    internal bool IsAutocast { get; init; }

    /// <summary>The numbers as they are now: later assignments leave this tensor alone.</summary>
    public Tensor Value => IsCast ? Current : Current.Leased(this);

    /// <summary>
    /// The numbers for an operation that computes with them at once: who keeps this tensor or gives it away calls
    /// <see cref="Tensor.Leased"/>. A tape's rules keep them until they have run; tapes follow it while the variable is trainable.
    /// </summary>
    internal Tensor Current
    {
        get
        {
            GradientTape.Hold(current);
            return IsCast ? Ops.Cast(current, readType.Value!.DType) : current;
        }
    }

    /// <summary>The elements as they are now, to be written to a file.</summary>
    internal Storage Elements => current.Storage;

    /// <summary>A block that all elements are written into.</summary>
    internal Storage ToOverwrite() => Writable(copies: false).Storage;

    private bool IsCast => IsAutocast && readType.Value is { } type && type.DType != DType;

    /// <summary>Until the result is disposed of, variables that are to be cast are read in that type.</summary>
    internal static Inside ReadIn(DType dtype) => readType.Enter(new(dtype));

    /// <summary>Copies new numbers in.</summary>
    /// <exception cref="ValueError">Shape or type differ.</exception>
    public void Assign(Tensor numbers)
    {
        if (numbers.Shape != Shape || numbers.DType != DType)
            throw new ValueError(
                $"The variable {Name} has shape {Shape} and dtype {DType.Name()}; cannot assign shape {numbers.Shape} and "
                + $"dtype {numbers.DType.Name()}.", nameof(numbers));
        if (Rehearsal.IsRunning) return;
        var source = numbers.Storage;
        Writable(copies: false).Storage.CopyFrom(source);
    }

    /// <summary>Adds to the number of a float32 or float64 scalar, in its arithmetic, without a tensor and unseen by tapes.</summary>
    internal void AddNumber(double number)
    {
        if (Rehearsal.IsRunning) return;
        var storage = Writable().Storage;
        if (DType == DType.Float32) AddTo(storage, (float)number);
        else AddTo(storage, number);
    }

    /// <summary>The numbers, to be changed in place: in another storage where somebody needs the old ones.</summary>
    /// <param name="copies">Whether that begins with the old numbers.</param>
    internal Tensor Writable(bool copies = true)
    {
        var before = current.Storage;
        before.Readers!.Settle();
        if (before.Readers.IsEmpty) return current;
        current = Fresh(Shape, DType);
        if (copies) current.Storage.CopyFrom(before);
        before.Readers.Scope?.Own(before);
        return current;
    }

    public static implicit operator Tensor(Variable variable) => variable.Value;

    /// <inheritdoc/>
    public override string ToString() => $"Variable(name={Name}, shape={Shape}, dtype={DType.Name()})";

    private sealed record ReadType(DType DType);

    private static void AddTo<T>(Storage scalar, T number) where T : unmanaged, IAdditionOperators<T, T, T>
    {
        Span<T> sum = stackalloc T[1];
        scalar.Read(MemoryMarshal.AsBytes(sum));
        sum[0] += number;
        scalar.Write(MemoryMarshal.AsBytes(sum));
    }

    private Tensor Fresh(Shape shape, DType dtype)
    {
        using var lasting = MemoryScope.Lasting();
        var storage = MemoryScope.Allocate(Memory.InUse, dtype, shape.Length);
        storage.Readers = new();
        return new(storage, shape) { Owner = this };
    }
}
