using System.Collections;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;
using KerasLikeRnn.Serialization;
using KerasLikeRnn.TensorFlow.Data;

namespace KerasLikeRnn.Killed;

/// <summary>Small data, in all forms that fit takes.</summary>
internal static class Data
{
    public static NDArray Ids(int samples, int steps) =>
        np.random.randint(0, 50, new NumSharp.Shape(samples, steps)).astype(NPTypeCode.Int32);

    public static NDArray Targets(NDArray ids)
    {
        var (numbers, width) = (ids.ToArray<int>()!, (int)ids.shape[1]);
        return np.array(numbers.Chunk(width).Select(row => row.Sum() > 25 * width ? 1f : 0f).ToArray());
    }

    /// <summary>Batches of rows that are drawn from NumPy's generator, without an end.</summary>
    public static IEnumerable Generator(NDArray x, NDArray y, int batch)
    {
        var samples = (int)x.shape[0];
        while (true)
        {
            var rows = np.random.randint(0, samples, new NumSharp.Shape(batch)).astype(NPTypeCode.Int32);
            yield return (x[rows], y[rows]);
        }
    }

    /// <summary>Batches of a dataset that is shuffled twice, changed at random and made ahead.</summary>
    public static Dataset Dataset(NDArray x, NDArray y, int batch) => tf.data.Dataset.from_tensor_slices((x, y)).cache()
        .shuffle(100).repeat(2).shuffle(40, seed: 3).take(120).batch(batch).prefetch(2);
}

/// <summary>Batches in an order that NumPy's generator draws once more after each epoch, on top of the one before.</summary>
internal sealed class Shuffled(NDArray x, NDArray y, int batch) : KerasLikeRnn.Models.Sequence
{
    private int[] order = [.. Enumerable.Range(0, (int)x.shape[0])];

    public override int __len__() => order.Length / batch;

    public override DataLike this[int index]
    {
        get
        {
            var rows = np.array(order[(index * batch)..((index + 1) * batch)]);
            return (x[rows], y[rows]);
        }
    }

    public override void on_epoch_end() =>
        order = [.. np.random.permutation(order.Length).astype(NPTypeCode.Int32).ToArray<int>()!.Select(i => order[i])];
}

/// <summary>A callback of one's own with a state: it lowers the learning rate after every second call.</summary>
internal sealed class Decay : Callback
{
    private int calls;

    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        calls++;
        if (calls % 2 == 0) model.optimizer.learning_rate = (double)model.optimizer.learning_rate * 0.9;
    }

    protected override void on_backup(BackupState state) => calls = state.keep("calls", calls);
}
