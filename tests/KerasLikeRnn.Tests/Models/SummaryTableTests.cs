using System.Text;
using System.Text.Json;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.Models;

public class SummaryTableTests
{
    [Fact]
    public void The_summaries_of_the_notebook_are_those_of_Keras()
    {
        var words = Row("embedding (Embedding)", "(None, None, 32)", 320000);
        var last = Row("simple_rnn (SimpleRNN)", "(None, 32)", 2080);
        AssertGolden("notebook_1", Sequential("sequential", 322080, 0, words, last));
        AssertGolden("notebook_2", Sequential("sequential", 322080, 0, words, Row("simple_rnn (SimpleRNN)", "(None, None, 32)", 2080)));
        AssertGolden("notebook_3", Sequential("sequential", 328320, 0, words,
            Row("simple_rnn (SimpleRNN)", "(None, None, 32)", 2080), Row("simple_rnn_1 (SimpleRNN)", "(None, None, 32)", 2080),
            Row("simple_rnn_2 (SimpleRNN)", "(None, None, 32)", 2080), Row("simple_rnn_3 (SimpleRNN)", "(None, 32)", 2080)));
        AssertGolden("notebook_4", Sequential("sequential", 322113, 0, words, last, Row("dense (Dense)", "(None, 1)", 33)));
    }

    [Fact]
    public void A_cell_that_fills_its_column_moves_the_rest_of_the_line_by_one()
    {
        AssertGolden("named", Sequential("reviews", 16809, 0,
            Row("words (Embedding)", "(None, 20, 16)", 16000),
            Row("a_very_long_layer_name_that_does_not_fit_the_column (LSTM)", "(None, 8)", 800),
            Row("dense (Dense)", "(None, 1)", 9)));
        AssertGolden("input_shape", Sequential("sequential", 10798, 0,
            Row("lstm (LSTM)", "(None, 120, 32)", 6016), Row("gru (GRU)", "(None, 120, 16)", 2400),
            Row("dropout (Dropout)", "(None, 120, 16)", 0),
            Row("bidirectional (Bidirectional)", "(None, 16)", 1600), Row("dense (Dense)", "(None, 46)", 782)));
        AssertGolden("time_distributed", Sequential("sequential", 566, 0,
            Row("time_distributed (TimeDistributed)", "(None, 28, 26, 4)", 16),
            Row("time_distributed_1 (TimeDistributed)", "(None, 28, 104)", 0), Row("simple_rnn (SimpleRNN)", "(None, 5)", 550)));
        AssertGolden("conv", Sequential("sequential", 291937, 0,
            Row("embedding (Embedding)", "(None, 500, 128)", 256000), Row("conv1d (Conv1D)", "(None, 494, 32)", 28704),
            Row("max_pooling1d (MaxPooling1D)", "(None, 98, 32)", 0), Row("conv1d_1 (Conv1D)", "(None, 92, 32)", 7200),
            Row("global_max_pooling1d (GlobalMaxPooling1D)", "(None, 32)", 0), Row("dense (Dense)", "(None, 1)", 33)));
    }

    [Fact]
    public void Weights_that_do_not_learn_are_counted_apart() =>
        AssertGolden("frozen", Sequential("sequential", 133, 806,
            Row("embedding (Embedding)", "(None, 5, 8)", 800), Row("flatten (Flatten)", "(None, 40)", 0),
            Row("dense (Dense)", "(None, 3)", 123),
            Row("batch_normalization (BatchNormalization)", "(None, 3)", 12), Row("dense_1 (Dense)", "(None, 1)", 4)));

    [Fact]
    public void Line_length_and_column_ends_can_be_chosen()
    {
        AssertGolden("two_models_in_a_row", Sequential("sequential_1", 42, 0,
            Row("embedding_1 (Embedding)", "(None, None, 2)", 20), Row("simple_rnn_1 (SimpleRNN)", "(None, 3)", 18),
            Row("dense (Dense)", "(None, 1)", 4)));
        AssertGolden("wide", Sequential("sequential", 852, 0,
            Row("embedding (Embedding)", "(None, None, 8)", 800), Row("simple_rnn (SimpleRNN)", "(None, 4)", 52)), 100, [.4, .8, 1]);
    }

    [Fact]
    public void Functional_models_show_what_a_layer_is_connected_to()
    {
        AssertGolden("functional", Functional("model", 1061,
            Row("words (InputLayer)", "[(None, 12)]", 0, "[]"), Row("embedding (Embedding)", "(None, 12, 8)", 400, "['words[0][0]']"),
            Row("lstm (LSTM)", "(None, 6)", 360, "['embedding[0][0]']"), Row("gru (GRU)", "(None, 6)", 288, "['embedding[0][0]']"),
            Row("concatenate (Concatenate)", "(None, 12)", 0, "['lstm[0][0]', 'gru[0][0]']"),
            Row("score (Dense)", "(None, 1)", 13, "['concatenate[0][0]']")));
        AssertGolden("functional_state", Functional("model", 719454,
            Row("input_1 (InputLayer)", "[(None, None, 71)]", 0, "[]"), Row("input_2 (InputLayer)", "[(None, None, 94)]", 0, "[]"),
            Row("lstm (LSTM)", "[(None, 256), (None, 256), (None, 256)]", 335872, "['input_1[0][0]']"),
            Row("lstm_1 (LSTM)", "[(None, None, 256), (None, 256), (None, 256)]", 359424, "['input_2[0][0]', 'lstm[0][1]', 'lstm[0][2]']"),
            Row("dense (Dense)", "(None, None, 94)", 24158, "['lstm_1[0][0]']")));
    }

    [Fact]
    public void Nested_models_are_one_row_or_expanded_with_a_frame()
    {
        SummaryRow[] inside = [Row("dense (Dense)", "(None, 4)", 16), Row("dense_1 (Dense)", "(None, 2)", 10)];
        var table = Sequential("sequential", 29, 0,
            Row("inner (Sequential)", "(None, 2)", 26) with { Nested = inside }, Row("dense_2 (Dense)", "(None, 1)", 3));
        AssertGolden("nested", table);
        Assert.Equal(Recorded.Text("nested_expanded"), Draw(table, expandNested: true, showTrainable: true));
    }

    [Fact]
    public void Every_line_is_that_of_Keras_for_any_names_shapes_widths_and_nesting()
    {
        foreach (var recorded in Recorded.Cases("Models/summary.json"))
        {
            var table = new SummaryTable(
                recorded.GetProperty("name").GetString()!,
                [.. recorded.GetProperty("rows").EnumerateArray().Select(FromJson)],
                recorded.GetProperty("sequential").GetBoolean(),
                recorded.GetProperty("trainable").GetInt64(),
                recorded.GetProperty("non_trainable").GetInt64());
            var arguments = recorded.GetProperty("arguments");
            var lines = new List<string>();
            table.Print(
                arguments.TryGetProperty("line_length", out var length) ? length.GetInt32() : null,
                arguments.TryGetProperty("positions", out var positions) ? positions.Deserialize<double[]>() : null,
                lines.Add,
                arguments.TryGetProperty("expand_nested", out _),
                arguments.TryGetProperty("show_trainable", out _));
            Assert.Equal(recorded.GetProperty("lines").Deserialize<string[]>()!, lines);
        }
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(-1, null)]
    [InlineData(null, new[] { 20.0, 40.0 })]
    [InlineData(null, new[] { 20.0, 22.0, 60.0 })]
    public void Columns_without_room_are_refused(int? length, double[]? positions) =>
        Assert.Throws<ValueError>(nameof(positions), () => Sequential("m", 0, 0).Print(length, positions, _ => { }));

    private static SummaryRow FromJson(JsonElement row) => new(
        row.GetProperty("layer").GetString()!,
        row.GetProperty("shape").GetString()!,
        row.GetProperty("params").GetString()!,
        row.GetProperty("connected").GetString()!,
        row.GetProperty("trainable").GetBoolean(),
        [.. row.GetProperty("nested").EnumerateArray().Select(FromJson)]);

    private static SummaryRow Row(string layer, string shape, int parameters, string connectedTo = "") =>
        new(layer, shape, parameters.ToString(System.Globalization.CultureInfo.InvariantCulture), connectedTo);

    private static SummaryTable Sequential(string name, long trainable, long nonTrainable, params SummaryRow[] rows) =>
        new(name, rows, sequentialLike: true, trainable, nonTrainable);

    private static SummaryTable Functional(string name, long trainable, params SummaryRow[] rows) =>
        new(name, rows, sequentialLike: false, trainable, 0);

    private static void AssertGolden(string name, SummaryTable table, int? length = null, double[]? positions = null) =>
        Assert.Equal(Recorded.Text(name), Draw(table, length, positions));

    private static string Draw(
        SummaryTable table, int? length = null, double[]? positions = null, bool expandNested = false, bool showTrainable = false)
    {
        var text = new StringBuilder();
        table.Print(length, positions, line => text.Append(line).Append('\n'), expandNested, showTrainable);
        return text.ToString();
    }
}
