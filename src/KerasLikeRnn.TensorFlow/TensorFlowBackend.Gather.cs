using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Rows of tables.
internal sealed partial class TensorFlowBackend
{
    protected override void RunGather(Tensor table, Tensor indices, Tensor y) =>
        Compute(y, () => Tf.Run("GatherV2", Of(table), Of(indices), Constants.Axis(0)));

    protected override void RunScatterAdd(Tensor table, Tensor indices, Tensor rows)
    {
        if (table.DType == DType.Bool) throw Undefined("The sum by rows", table);
        if (rows.Length == 0) return;
        var count = (int)indices.Length;
        Compute(table, () => Tf.Run(
            "TensorScatterAdd", Of(table), Of(indices, count, 1), Of(rows, [count, .. table.Shape.Dims[1..]])));
    }

    /// <summary>They are looked at where they lie: on this processor that costs less than an operation.</summary>
    protected override void RunCheckRows(int rows, Tensor indices)
    {
        var wrong = ((Cell)indices.Storage).Look<int, int>(all => rows == 0
            ? all.IsEmpty ? -1 : 0
            : all.IndexOfAnyExceptInRange(0, rows - 1));
        if (wrong >= 0) base.RunCheckRows(rows, indices);
    }

    protected override int RunCompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows)
    {
        using var host = new Host("TensorFlow numbers rows by first sight, not in ascending order", nameof(CompactRows));
        return Host.Cpu.CompactRows(host.In(indices), tableRows, host.Out(rowOf), host.InOut(rows));
    }
}
