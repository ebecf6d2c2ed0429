namespace KerasLikeRnn.Engine;

/// <summary>A tensor whose numbers change: a layer's weight, an optimizer's slot, a carried state.</summary>
public sealed partial class Variable
{
    private readonly Tensor value;

    /// <summary>Creates a variable that starts with a copy of <paramref name="initial"/>.</summary>
    public Variable(Tensor initial, string name = "Variable:0", bool trainable = true)
    {
        using (MemoryScope.Lasting()) value = new Tensor(MemoryScope.Allocate(initial.DType, initial.Length), initial.Shape) { Owner = this };
        Name = name;
        Trainable = trainable;
        value.Storage.CopyFrom(initial.Storage);
    }

    /// <summary>Keras's name, such as <c>dense/kernel:0</c>.</summary>
    public string Name { get; internal set; }

    /// <summary>Whether optimizers change it.</summary>
    public bool Trainable { get; set; }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape => value.Shape;

    /// <summary>Type of the elements.</summary>
    public DType DType => value.DType;

    /// <summary>The numbers, as the tensor that every later assignment changes too. Tapes follow it while the variable is trainable.</summary>
    public Tensor Value => value;

    /// <summary>Copies new numbers in.</summary>
    /// <exception cref="ValueError">Shape or type differ.</exception>
    public void Assign(Tensor numbers)
    {
        if (numbers.Shape != Shape || numbers.DType != DType)
            throw new ValueError(
                $"The variable {Name} has shape {Shape} and dtype {DType.Name()}; cannot assign shape {numbers.Shape} and dtype {numbers.DType.Name()}.", nameof(numbers));
        if (!Rehearsal.IsRunning) value.Storage.CopyFrom(numbers.Storage);
    }

    public static implicit operator Tensor(Variable variable) => variable.Value;

    /// <inheritdoc/>
    public override string ToString() => $"Variable(name={Name}, shape={Shape}, dtype={DType.Name()})";
}
