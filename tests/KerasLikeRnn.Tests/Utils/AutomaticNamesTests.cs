using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Utils;

public class AutomaticNamesTests
{
    // The counters belong to the process, and other tests make layers meanwhile: base names of this class alone.
    private static string Fresh() => "name" + Guid.NewGuid().ToString("N");

    [Fact]
    public void Class_names_become_snake_case_as_in_Keras()
    {
        foreach (var entry in Recorded.Cases("Utils/names.json"))
            Assert.Equal(entry.GetProperty("snake").GetString(), AutomaticNames.ToSnakeCase(entry.GetProperty("name").GetString()!));
    }

    [Fact]
    public void The_arity_of_a_generic_class_is_left_out() => Assert.Equal("my_layer", AutomaticNames.ToSnakeCase("MyLayer`2"));

    [Fact]
    public void Names_are_counted_from_zero_and_never_used_twice()
    {
        var name = Fresh();
        Assert.Equal([name, name + "_1", name + "_2"], Enumerable.Range(0, 3).Select(_ => AutomaticNames.Next(name)));
    }

    [Fact]
    public void Counting_can_begin_with_one()
    {
        var name = Fresh();
        Assert.Equal([name + "_1", name + "_2"], Enumerable.Range(0, 2).Select(_ => AutomaticNames.Next(name, zeroBased: false)));
    }

    [Fact]
    public void Uids_begin_with_one_and_have_their_own_count()
    {
        var name = Fresh();
        AutomaticNames.Next(name);
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(_ => AutomaticNames.get_uid(name)));
    }

    [Fact]
    public void A_name_given_by_the_user_does_not_advance_the_count_unless_it_is_to_be_avoided()
    {
        var name = Fresh();
        AutomaticNames.Observe(name);
        Assert.Equal(name, AutomaticNames.Next(name));
        AutomaticNames.Observe(name + "_1");
        Assert.Equal(name + "_2", AutomaticNames.Next(name, avoidObserved: true));
    }

    [Fact]
    public void Many_threads_get_different_names()
    {
        var name = Fresh();
        var names = new string[1000];
        Parallel.For(0, names.Length, i => names[i] = AutomaticNames.Next(name));
        Assert.Equal(names.Length, names.Distinct().Count());
    }
}
