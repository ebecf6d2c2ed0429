namespace KerasLikeRnn.Engine.Tests;

/// <summary>Tensors of strings are carried and reshaped; kernels refuse them.</summary>
[Collection("Memory")]
public sealed class StringTensorTests
{
    [Fact]
    public void Strings_keep_their_order_under_every_shape()
    {
        var tensor = StringTensors.From(["a", "b", "c", "d", "e", "f"], (2, 3));

        Assert.Equal(DType.String, tensor.DType);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], Ops.Reshape(tensor, (3, 2)).Strings().ToArray());
        Assert.Equal((Shape)(2, 3, 1), Ops.ExpandDims(tensor, -1).Shape);
        Assert.Equal("string", tensor.DType.Name());
        Assert.Equal(DType.String, DTypes.Parse("string"));
    }

    [Fact]
    public void Kernels_say_what_to_do_with_strings()
    {
        var tensor = StringTensors.From(["a", "b"], 2);
        var computations = new Action[]
        {
            () => Ops.Add(tensor, tensor), () => Ops.Cast(tensor, DType.Float32), () => Ops.Multiply(tensor, Ops.Ones(2)),
            () => Ops.Exp(tensor),
            () => Ops.Slice(tensor, [0], [1]), () => Ops.Concat([tensor, tensor], 0), () => Ops.Compare(CompareOp.Equal, tensor, tensor),
            () => Ops.Sum(tensor), () => Ops.Gather(tensor, Tensor.From<int>(0)).ToArray<float>(),
            () => Ops.Cast(Ops.Ones(2), DType.String),
        };

        foreach (var compute in computations)
        {
            var error = Record.Exception(compute);
            Assert.True(error is NotSupportedException or InvalidOperationException, error?.ToString());
        }
    }

    [Fact]
    public void Numbers_are_no_strings()
    {
        Assert.Throws<ValueError>(() => Ops.Ones(2).Strings().Length);
        Assert.Throws<InvalidOperationException>(() => StringTensors.From(["a"], 1).ToArray<float>());
        Assert.Throws<ValueError>(() => StringTensors.From(["a"], 2));
        Assert.Throws<ValueError>(() => StringTensors.From([null!], 1));
    }

    [Fact]
    public void Strings_of_a_step_are_gone_after_it()
    {
        Tensor tensor;
        using (new MemoryScope()) tensor = StringTensors.From(["a"], 1);
        Assert.Throws<InvalidOperationException>(() => tensor.Strings().Length);
    }
}
