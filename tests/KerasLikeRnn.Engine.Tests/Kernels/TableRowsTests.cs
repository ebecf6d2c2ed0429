using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed unsafe class TableRowsTests
{
    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(7, 1, 1)]
    [InlineData(500, 2000, 33)]
    [InlineData(5000, 3, 16)]
    [InlineData(20000, 700, 32)]
    public void Sums_over_the_positions_of_each_row_agree_with_plain_loops(int count, int rows, int width)
    {
        // Half of the positions are row 0, as padding makes them; some rows are never used.
        var random = new Random(count + rows);
        var rowOf = new int[count + 1];
        for (var i = 0; i < count; i++) rowOf[i] = random.Next(2) == 0 ? 0 : random.Next(rows) / 2 * 2;
        var values = Numbers.Random<float>(count * width + 1, 3);
        var expected = new double[rows * width];
        for (var i = 0; i < count * width; i++) expected[rowOf[i / width] * width + i % width] += values[i];
        foreach (var (setting, result) in KernelSettings.AtAllWidths(() => Sums(rowOf, count, rows, values, width)))
            Numbers.AssertClose(expected, result, 1e-4, setting.ToString());
    }

    [Fact]
    public void Sorting_keeps_the_positions_of_a_row_in_order()
    {
        const int count = 40_000, rows = 50;
        var random = new Random(1);
        var rowOf = Enumerable.Range(0, count).Select(_ => random.Next(rows)).ToArray();
        var order = new int[count];
        var starts = new int[rows + 1];
        fixed (int* pRow = rowOf, pOrder = order, pStarts = starts) TableRows.Sort(pRow, count, rows, pStarts, pOrder);
        Assert.Equal(Enumerable.Range(0, count).OrderBy(i => rowOf[i]), order);
        for (var row = 0; row <= rows; row++) Assert.Equal(rowOf.Count(r => r < row), starts[row]);
    }

    [Fact]
    public void Compacted_rows_are_ascending_and_refer_to_the_same_ids()
    {
        int[] ids = [7, 3, 7, 0, 9, 3];
        var rowOf = new int[6];
        var used = new int[6];
        int count;
        fixed (int* p = ids, pRow = rowOf, pUsed = used) count = TableRows.Compact(p, 6, 10, pRow, pUsed);
        Assert.Equal([0, 3, 7, 9], used[..count]);
        Assert.Equal([2, 1, 2, 0, 3, 1], rowOf);
    }

    [Fact]
    public void An_id_outside_the_table_is_refused()
    {
        int[] ids = [1, 10];
        var failure = Assert.Throws<ValueError>(() =>
        {
            var rowOf = stackalloc int[2];
            var used = stackalloc int[2];
            fixed (int* p = ids) TableRows.Compact(p, 2, 10, rowOf, used);
        });
        Assert.Contains("indices[1] = 10 is not in [0, 10)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gathered_rows_are_the_tables()
    {
        var table = Numbers.Random<double>(20 * 5, 1);
        int[] used = [3, 19, 4];
        var rows = new double[15];
        fixed (double* pTable = table, pRows = rows)
        fixed (int* pUsed = used)
            TableRows.Gather(pTable, 5, pUsed, 3, pRows);
        Assert.Equal(used.SelectMany(row => table.Skip(row * 5).Take(5)), rows);
    }

    private static float[] Sums(int[] rowOf, int count, int rows, float[] values, int width)
    {
        var sums = new float[rows * width];
        var order = new int[count + 1];
        var starts = new int[rows + 1];
        fixed (int* pRow = rowOf, pOrder = order, pStarts = starts)
        fixed (float* pValues = values, pSums = sums)
        {
            TableRows.Sort(pRow, count, rows, pStarts, pOrder);
            TableRows.Sum(pValues, width, pStarts, pOrder, rows, pSums);
        }
        return sums;
    }
}
