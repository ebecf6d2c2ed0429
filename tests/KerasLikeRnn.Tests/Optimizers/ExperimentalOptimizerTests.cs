using System.Text.Json;
using KerasLikeRnn.Engine;
using Experimental = KerasLikeRnn.Optimizers.Experimental;

namespace KerasLikeRnn.Tests.Optimizers;

/// <summary>The optimizers of keras.optimizers.experimental give the numbers of Keras 2.9.</summary>
public class ExperimentalOptimizerTests
{
    private const double Tolerance = 2e-6;

    private static IReadOnlyList<JsonElement> Cases => GoldenFile.RecordedCases("Optimizers/experimental.json");

    public static TheoryData<int> All => new(Enumerable.Range(0, Cases.Count));

    [Theory, MemberData(nameof(All))]
    public void Updates_give_the_recorded_numbers(int number)
    {
        var recorded = Cases[number];
        var optimizer = Make(recorded);
        Assert.Equal(Configs.Text(recorded.GetProperty("config").ToObject()), Configs.Text(optimizer.get_config()));
        var variables = Tensors(recorded.GetProperty("start")).Select((start, i) => new Variable(start, $"w{i}:0")).ToArray();
        foreach (var (slopes, after) in recorded.GetProperty("slopes").EnumerateArray().Zip(recorded.GetProperty("steps").EnumerateArray()))
        {
            optimizer.apply_gradients(Tensors(slopes).Zip(variables));
            Equal(after, variables);
        }
        optimizer.finalize_variable_values(variables);
        Equal(recorded.GetProperty("final"), variables);
        Assert.Equal(4, optimizer.iterations);
    }

    [Theory, MemberData(nameof(All))]
    public void Rows_of_a_table_give_the_recorded_numbers(int number)
    {
        var recorded = Cases[number];
        var optimizer = Make(recorded);
        var table = new Variable(Tensors(recorded.GetProperty("start"))[0], "table:0");
        var steps = recorded.GetProperty("rows").EnumerateArray().Zip(Tensors(recorded.GetProperty("values"))).ToArray();
        foreach (var ((rows, values), after) in steps.Zip(recorded.GetProperty("sparse").EnumerateArray()))
        {
            var ids = rows.Ints();
            Gradient gradient = new IndexedSlices(values, Tensor.From<int>(ids, ids.Length), table.Shape);
            optimizer.apply_gradients([(gradient, table)]);
            Near.Equal(after.Floats(), table.Value.ToArray<float>(), Tolerance);
        }
    }

    [Fact]
    public void Names_stand_for_the_optimizers_that_Keras_compiles_with()
    {
        Assert.IsType<KerasLikeRnn.Optimizers.Adam>(keras.optimizers.get("adam"));
        Assert.IsType<Experimental.Adam>(keras.optimizers.get("ExperimentalAdam"));
        Assert.Throws<ValueError>(() => keras.optimizers.get("adamw"));
    }

    [Fact]
    public void A_model_trains_and_ends_with_the_averages()
    {
        keras.utils.set_random_seed(1);
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile(keras.optimizers.experimental.SGD(0.1, use_ema: true, ema_momentum: 1.0), loss: "mse");
        var before = model.get_weights()[0].ToArray<float>();
        model.fit(new float[,] { { 1, 2 }, { 3, 4 } }, new float[] { 1, 2 }, epochs: 2, verbose: 0);
        Assert.Equal(before, model.get_weights()[0].ToArray<float>());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var both = Assert.Throws<ValueError>(() => new Experimental.SGD(clipnorm: 1, global_clipnorm: 1));
        Assert.StartsWith("At most one of `clipnorm` and `global_clipnorm` can be set.", both.Message, StringComparison.Ordinal);
        var ema = Assert.Throws<ValueError>(() => new Experimental.Adam(use_ema: true, ema_momentum: 2));
        Assert.StartsWith("`ema_momentum` must be in the range [0, 1]. Received: ema_momentum=2.0", ema.Message, StringComparison.Ordinal);
        var optimizer = new Experimental.SGD(0.1);
        Variable first = new(Tensor.From<float>(1), "a:0"), second = new(Tensor.From<float>(1), "b:0");
        optimizer.apply_gradients([(Tensor.From<float>(1), first)]);
        Assert.Contains("cannot recognize variable b:0", Assert.Throws<KeyNotFoundException>(
            () => optimizer.apply_gradients([(Tensor.From<float>(1), second)])).Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => optimizer.compute_gradients(Tensor.From<float>(1), [first]));
    }

    private static Experimental.Optimizer Make(JsonElement recorded)
    {
        var arguments = new OrderedDictionary<string, object?> { ["learning_rate"] = 0.1 };
        foreach (var argument in recorded.GetProperty("arguments").EnumerateObject()) arguments[argument.Name] = argument.Value.ToObject();
        return recorded.Name() switch
        {
            "SGD" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.SGD>(arguments),
            "Adam" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.Adam>(arguments),
            "AdamW" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.AdamW>(arguments),
            "Adamax" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.Adamax>(arguments),
            "Nadam" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.Nadam>(arguments),
            "Adagrad" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.Adagrad>(arguments),
            "Adadelta" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.Adadelta>(arguments),
            "RMSprop" => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.RMSprop>(arguments),
            _ => KerasLikeRnn.Optimizers.Optimizer.from_config<Experimental.Ftrl>(arguments),
        };
    }

    private static Tensor[] Tensors(JsonElement list) => [.. list.EnumerateArray().Select(each => each.ToTensor()!)];

    private static void Equal(JsonElement expected, Variable[] variables)
    {
        foreach (var (numbers, variable) in expected.EnumerateArray().Zip(variables))
            Near.Equal(numbers.Floats(), variable.Value.ToArray<float>(), Tolerance);
    }
}
