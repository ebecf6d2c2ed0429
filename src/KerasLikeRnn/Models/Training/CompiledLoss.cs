using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

/// <summary>
/// What <c>compile</c> makes of its <c>loss</c>: the value whose gradient is taken, and the means of an epoch that are
/// reported. With several outputs each also has a mean of its own, <c>{output}_loss</c>.
/// </summary>
public sealed class CompiledLoss
{
    private readonly PerOutput<Loss>? given;
    private readonly PerOutput<double>? givenWeights;
    private readonly Mean total = new("loss");
    private Loss?[]? losses;
    private double?[] lossWeights = [];
    private Mean?[] perOutput = [];

    /// <summary>Resolves the losses of a model's outputs.</summary>
    /// <param name="loss">As given to compile; null for none.</param>
    /// <param name="loss_weights">As given to compile; null for none.</param>
    /// <param name="output_names">Names of the outputs; null where the first batch is to tell.</param>
    /// <param name="keys">Names by which dictionaries go, where they are others.</param>
    /// <exception cref="ValueError">Lists or dictionaries do not fit the outputs.</exception>
    internal CompiledLoss(
        PerOutput<Loss>? loss, PerOutput<double>? loss_weights = null, IReadOnlyList<string>? output_names = null,
        IReadOnlyList<string>? keys = null)
    {
        (given, givenWeights) = (loss, loss_weights);
        if (output_names is not null) Resolve(output_names, keys);
    }

    /// <summary>Whether it is the cross entropy of one-hot targets, of the only output.</summary>
    internal bool IsCategoricalCrossentropy =>
        (losses ?? [LossLike.Of(given?.Single).Value]) is [Losses.CategoricalCrossentropy or { name: "categorical_crossentropy" }];

    /// <summary>Whether some output has a loss.</summary>
    internal bool IsGiven => losses?.Any(loss => loss is not null) ?? given is not null;

    /// <summary>The means of the epoch so far: the total, then those of the outputs if there are several.</summary>
    internal IEnumerable<Mean> Means => perOutput.OfType<Mean>().Prepend(total);

    /// <summary>What compile was given.</summary>
    internal (PerOutput<Loss>? Loss, PerOutput<double>? Weights) Given => (given, givenWeights);

    /// <summary>Whether the outputs are still to tell which losses they have.</summary>
    internal bool IsOpen => losses is null;

    /// <summary>The same as <see cref="__call__"/>: <c>compiled_loss[y, y_pred, regularization_losses: losses]</c>.</summary>
    /// <param name="y_true">Targets of each output.</param>
    /// <param name="y_pred">Each output.</param>
    /// <param name="sample_weight">Weights of each output's samples; null for none.</param>
    /// <param name="regularization_losses">Penalties, which are added: the model's <c>losses</c>.</param>
    public Tensor this[
        Tensors? y_true, Tensors y_pred, Tensors? sample_weight = null, IReadOnlyList<Tensor>? regularization_losses = null] =>
        __call__(y_true, y_pred, sample_weight, regularization_losses);

    /// <summary>The loss of a batch, for a training step of one's own: it also enters the means of the epoch.</summary>
    /// <param name="y_true">Targets of each output.</param>
    /// <param name="y_pred">Each output.</param>
    /// <param name="sample_weight">Weights of each output's samples; null for none.</param>
    /// <param name="regularization_losses">Penalties, which are added: the model's <c>losses</c>.</param>
    /// <returns>The loss; null, as Python's None, where no output has one and there is no penalty.</returns>
    public Tensor __call__(
        Tensors? y_true, Tensors y_pred, Tensors? sample_weight = null, IReadOnlyList<Tensor>? regularization_losses = null) =>
        Invoke(y_true ?? (IReadOnlyList<Tensor?>)new Tensor?[Required.NotNull(y_pred).Count], y_pred, sample_weight,
            [.. y_pred.Select(output => output.Mask)], regularization_losses)!;

    /// <summary>Forgets the means, at the beginning of an epoch.</summary>
    public void reset_state()
    {
        foreach (var mean in Means) mean.reset_state();
    }

    /// <summary>The loss of a batch of a model with one output.</summary>
    internal Tensor? Invoke(
        Tensor? y_true, Tensor y_pred, Tensor? sample_weight = null, Tensor? mask = null,
        IReadOnlyList<Tensor>? regularization_losses = null) =>
        Invoke([y_true], [y_pred], [sample_weight], [mask], regularization_losses);

    /// <summary>The loss of a batch, which also enters the means.</summary>
    /// <param name="y_true">Targets of each output; null for none.</param>
    /// <param name="y_pred">Each output.</param>
    /// <param name="sample_weight">Weights of each output's samples.</param>
    /// <param name="mask">Masks of the outputs: padded time steps count with weight 0.</param>
    /// <param name="regularization_losses">Penalties, which are added.</param>
    /// <returns>The value whose gradient is taken; null when no output has a loss and there is no penalty.</returns>
    internal Tensor? Invoke(
        IReadOnlyList<Tensor?> y_true, IReadOnlyList<Tensor> y_pred, IReadOnlyList<Tensor?>? sample_weight = null,
        IReadOnlyList<Tensor?>? mask = null, IReadOnlyList<Tensor>? regularization_losses = null)
    {
        if (losses is null) Resolve(NamesOf(y_pred));
        Tensor? sum = null;
        int? batch = null;
        for (var i = 0; i < y_pred.Count; i++)
        {
            if (y_true[i] is not { } targets || losses![i] is not { } loss) continue;
            batch ??= targets.Shape.Dims[0];
            var value = OfOutput(loss, targets, y_pred[i], sample_weight?[i], mask?[i]);
            perOutput[i]?.TakeIn(value, batch.Value);
            if (lossWeights[i] is { } factor) value *= factor;
            sum = Join(sum, value);
        }
        foreach (var penalty in regularization_losses ?? []) sum = Join(sum, penalty);
        if (sum is not null) total.TakeIn(sum, batch ?? 1);
        return sum;
    }

    /// <summary>Names of outputs that are known by now only: those that they bring, else output_1, output_2, ...</summary>
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<Tensor> outputs) =>
        (outputs as Tensors)?.Names ?? [.. Enumerable.Range(1, outputs.Count).Select(i => Invariant($"output_{i}"))];

    private void Resolve(IReadOnlyList<string> names, IReadOnlyList<string>? keys = null)
    {
        losses = given?.Each(keys ?? names, "loss").Select(one => LossLike.Of(one?.Single).Value).ToArray() ?? new Loss?[names.Count];
        lossWeights = givenWeights?.Each(keys ?? names, "loss_weights").Select(one => Weight(one?.Single)).ToArray()
            ?? new double?[names.Count];
        perOutput = [.. names.Select((name, i) => names.Count > 1 && losses[i] is not null ? new Mean($"{name}_loss") : null)];
    }

    private static double? Weight(object? given) => given switch
    {
        null => null,
        double or float or int or long => Convert.ToDouble(given, CultureInfo.InvariantCulture),
        _ => throw new TypeError($"`loss_weights` are numbers. Received: {given}", "loss_weights"),
    };

    private static Tensor OfOutput(Loss loss, Tensor targets, Tensor output, Tensor? weights, Tensor? mask)
    {
        (targets, weights) = Alignment.MatchOutput(targets, output, weights);
        try
        {
            return loss.__call__(targets, output, Alignment.ApplyMask(weights, mask, output.DType));
        }
        catch (IncompatibleShapesException error)
        {
            throw error.WithOpenBatch();
        }
    }

    private static Tensor Join(Tensor? sum, Tensor value) => sum is null ? value : sum + value;
}
