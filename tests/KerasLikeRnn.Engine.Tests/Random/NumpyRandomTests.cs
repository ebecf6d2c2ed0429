namespace KerasLikeRnn.Engine.Tests;

public sealed class NumpyRandomTests
{
    [Fact]
    public void Seed_113_orders_ten_items_as_numpy_does()
        => Assert.Equal([9, 3, 6, 1, 0, 7, 4, 8, 2, 5], new NumpyRandom(113).Permutation(10));

    [Fact]
    public void Two_shuffles_of_25000_come_from_one_running_stream()
    {
        var random = new NumpyRandom(113);
        Assert.Equal([7798, 13226, 18078, 793, 17499, 23003], random.Permutation(25000)[..6]);
        Assert.Equal([22748, 4083, 8015, 13688, 5310, 4466], random.Permutation(25000)[..6]);
    }

    [Fact]
    public void Seed_113_orders_the_11228_items_of_reuters_as_numpy_does()
        => Assert.Equal([1341, 4427, 5095, 2044], new NumpyRandom(113).Permutation(11228)[..4]);

    [Fact]
    public void Raw_bits_and_doubles_are_those_of_RandomState()
    {
        var bits = new NumpyRandom(5489);
        Assert.Equal([3499211612u, 581869302u, 3890346734u], [bits.NextUInt32(), bits.NextUInt32(), bits.NextUInt32()]);
        var doubles = new NumpyRandom(1);
        Assert.Equal([0.417022004702574, 0.7203244934421581], [doubles.NextDouble(), doubles.NextDouble()]);
    }

    [Fact]
    public void A_shuffle_keeps_every_item_once()
    {
        var order = new NumpyRandom(uint.MaxValue).Permutation(1000);
        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        Assert.Empty(new NumpyRandom(0).Permutation(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumpyRandom(0).Permutation(-1));
    }
}
