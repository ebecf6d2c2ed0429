using System.Text.RegularExpressions;

namespace KerasLikeRnn.Layers;

/// <summary>The shapes that an EinsumDense's equation demands of its kernel, bias and output.</summary>
internal sealed partial class EinsumShapes
{
    private readonly string inputAxes;
    private readonly string kernelAxes;
    private readonly string outputAxes;
    private readonly int elided;
    private readonly bool elidedLeft;
    private readonly Shape input;

    private EinsumShapes(string equation, Shape input, Shape output)
    {
        var parts = Equation().Match(equation);
        if (!parts.Success)
            throw new ValueError(
                $"Invalid einsum equation '{equation}'. Equations must be in the form [X],[Y]->[Z], ...[X],[Y]->...[Z], or "
                + $"[X]...,[Y]->[Z]....", nameof(equation));
        (inputAxes, kernelAxes, outputAxes) = (parts.Groups["input"].Value, parts.Groups["kernel"].Value, parts.Groups["output"].Value);
        elidedLeft = parts.Groups["left"].Success;
        elided = Math.Max(0, input.Rank - inputAxes.Length);
        this.input = input;
        var before = elidedLeft ? Math.Max(1, elided) : 1;
        Output = Completed(
            input.Range(0, before).Concat(output).Concat(elidedLeft ? Shape.Scalar : input.Range(input.Rank - elided, input.Rank)));
        foreach (var axis in outputAxes)
            if (!inputAxes.Contains(axis) && !kernelAxes.Contains(axis))
                throw new ValueError(
                    $"Dimension '{axis}' was specified in the output '{outputAxes}' but has no corresponding dim in the input spec "
                    + $"'{inputAxes}' or weight spec '{outputAxes}'",
                    nameof(equation));
        Kernel = Shape.Of([.. kernelAxes.Select(SizeOf)]);
    }

    /// <summary>Shape of the kernel.</summary>
    public Shape Kernel { get; }

    /// <summary>Shape of the output, batch axis included.</summary>
    public Shape Output { get; }

    private int Offset => elidedLeft ? elided : 0;

    /// <summary>The shapes for an input.</summary>
    /// <param name="equation">The equation: <c>ab,bc->ac</c>, <c>...x,xy->...y</c> or <c>ab...,bc->ac...</c>.</param>
    /// <param name="input">Shape of the input, batch axis included.</param>
    /// <param name="output">Shape of the output without the batch axis and without those that the ellipsis stands for; unknown where the
    /// input tells.</param>
    /// <exception cref="ValueError">They do not fit together; the message is Keras's.</exception>
    public static EinsumShapes Of(string equation, Shape input, Shape output) => new(equation, input, output);

    /// <summary>Shape of the bias: from its first axis on, sizes 1 for those it lacks.</summary>
    public Shape Bias(string axes)
    {
        foreach (var axis in axes)
            if (!outputAxes.Contains(axis))
                throw new ValueError(
                    $"Bias dimension '{axis}' was requested, but is not part of the output spec '{outputAxes}'", "bias_axes");
        var first = axes.Min(outputAxes.IndexOf);
        var named = outputAxes[first..].Select((axis, i) => axes.Contains(axis) ? Output.Dims[first + i + Offset] : 1);
        return Shape.Of([.. named, .. Enumerable.Repeat(1, elidedLeft ? 0 : elided)]);
    }

    /// <summary>The output's shape with the sizes that the input tells; those of both must agree.</summary>
    private Shape Completed(Shape output)
    {
        for (var i = 0; i < outputAxes.Length && i + Offset < output.Rank; i++)
        {
            if (!inputAxes.Contains(outputAxes[i])) continue;
            var (own, given) = (InputSize(outputAxes[i]), output.Dims[i + Offset]);
            if (given != Shape.Unknown && given != own)
                throw new ValueError(
                    $"Input shape and output shape do not match at shared dimension '{outputAxes[i]}'. Input shape is {Text(own)}, and "
                    + $"output shape is {Text(given)}.", "output_shape");
            output = output.With(i + Offset, own);
        }
        return output;
    }

    private int SizeOf(char axis) =>
        inputAxes.Contains(axis) ? InputSize(axis)
        : outputAxes.IndexOf(axis) is var place and >= 0 ? Output.Dims[place + Offset]
        : throw new ValueError(
            $"Weight dimension '{axis}' did not have a match in either the input spec '{inputAxes}' or the output spec '{outputAxes}'. For "
            + $"this layer, the weight must be fully specified.",
            "equation");

    private int InputSize(char axis) => input.Dims[inputAxes.IndexOf(axis) + Offset];

    private static string Text(int size) => size == Shape.Unknown ? "None" : Invariant($"{size}");

    [GeneratedRegex(
        @"^(?:(?<left>\.\.\.)?(?<input>[a-zA-Z]+),(?<kernel>[a-zA-Z]+)->(?(left)\.\.\.)(?<output>[a-zA-Z]+)"
        + @"|(?<input>[a-zA-Z]{2,})\.\.\.,(?<kernel>[a-zA-Z]+)->(?<output>[a-zA-Z]+)\.\.\.)$")]
    private static partial Regex Equation();
}
