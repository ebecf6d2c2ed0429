namespace KerasLikeRnn.Tests.Surface;

/// <summary>The comparison itself, on samples that differ from Keras on purpose.</summary>
public class ComparisonTests
{
    private static readonly KerasApi api = KerasApi.Load();

    public delegate int[][] PadSequences(int[][] sequences, int? maxlen = null, string dtype = "int32",
        Side padding = Side.Pre, Side truncating = Side.Post, float value = 1);

    public enum Side
    {
        Pre,
        Post,
    }

    [Theory]
    [InlineData("keras.layers.RepeatVector")]
    [InlineData("keras.optimizers.schedules.ExponentialDecay")]
    public void A_symbol_that_is_as_in_Keras_is_supported(string path)
    {
        var verdict = Verdict(path);

        Assert.Empty(verdict.Wrong);
        Assert.True(verdict.IsWhole);
    }

    [Fact]
    public void Absent_arguments_and_members_are_missing()
    {
        Assert.False(Verdict("keras.layers.LSTM").IsPresent);
        Assert.Equal(
            ["interval", "stateful_metrics", "unit_name", "add()", "finalize of update()"], Verdict("keras.utils.Progbar").Missing);
        Assert.Equal(["trainable", "batch_input_shape"], Verdict("keras.layers.Dropout").Missing);
    }

    [Fact]
    public void What_is_there_and_differs_is_wrong()
    {
        Assert.Equal(
            [
                "keras.layers.Dropout(noise_shape) can be left out in Keras and not here",
                "keras.layers.Dropout(seed) defaults to null in Keras and to 1 here",
                "keras.layers.Dropout(name) stands before arguments that Keras takes by position",
                "keras.layers.Dropout takes rate, seed, noise_shape in another order than Keras",
                "keras.layers.Dropout(strength) is no argument in Keras",
                "keras.layers.Dropout.half is no member in Keras",
            ],
            Verdict("keras.layers.Dropout").Wrong);
    }

    [Fact]
    public void Defaults_are_compared_by_value()
    {
        Assert.Equal(
            [
                "keras.preprocessing.sequence.pad_sequences(truncating) defaults to \"pre\" in Keras and to Post here",
                "keras.preprocessing.sequence.pad_sequences(value) defaults to 0.0 in Keras and to 1.0 here",
            ],
            Verdict("keras.preprocessing.sequence.pad_sequences").Wrong);
    }

    private static Verdict Verdict(string path) => Comparison.Of(api, new ExportedTree(typeof(keras)), api.Symbols[path]);

    public static class keras
    {
        public static class layers
        {
            public static SampleLayer RepeatVector(int n, string? name = null, string? dtype = null, bool trainable = true,
                int[]? input_shape = null, int[]? batch_input_shape = null) =>
                    new(n, name, dtype, trainable, input_shape, batch_input_shape);

            public static SampleDropout Dropout(double rate, string? name, int[] noise_shape, int? seed = 1) =>
                new(rate, name, noise_shape, seed);

            public static SampleDropout Dropout(double rate, int? seed, int[] noise_shape, int strength, string? dtype = null,
                int[]? input_shape = null) => new(rate, seed, noise_shape, strength, dtype, input_shape);
        }

        public static class optimizers
        {
            public static class schedules
            {
                public static SampleDecay ExponentialDecay(double initial_learning_rate, int decay_steps, float decay_rate,
                    bool staircase = false, string? name = null) => new(initial_learning_rate, decay_steps, decay_rate, staircase, name);
            }
        }

        public static class preprocessing
        {
            public static class sequence
            {
                public static PadSequences pad_sequences { get; } = (sequences, _, _, _, _, _) => sequences;
            }
        }

        public static class utils
        {
            public static SampleBar Progbar(int target, int width = 30, byte verbose = 1) => new(target, width, verbose);
        }
    }

    [KerasExport("keras.layers.RepeatVector")]
    public sealed record SampleLayer(params object?[] Arguments);

    [KerasExport("keras.layers.Dropout")]
    public sealed record SampleDropout(params object?[] Arguments)
    {
        public double rate => (double)Arguments[0]!;

        public double half() => rate / 2;
    }

    [KerasExport("keras.optimizers.schedules.ExponentialDecay")]
    public sealed record SampleDecay(params object?[] Arguments)
    {
        public static SampleDecay from_config(object config) => new(config);

        public object get_config() => Arguments;
    }

    [KerasExport("keras.utils.Progbar")]
    public sealed record SampleBar(params object?[] Arguments)
    {
        public object update(int current, double? values = null) => (current, values);
    }
}
