using System.Collections.Immutable;
using System.Reflection;
using KerasLikeRnn.Generators;
using KerasLikeRnn.Layers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Names of Keras's sources and of older Kerases: they work as in Keras 2.9, or the compiler says what to write.</summary>
public class OldNamesTests
{
    private static readonly ImmutableArray<MetadataReference> references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
            path => MetadataReference.CreateFromFile(path)),
    ];

    [Fact]
    public void Modules_that_Keras_has_show_the_names_of_others()
    {
        Assert.IsType<Dense>(keras.layers.core.Dense(3, activation: "relu"));
        Assert.IsType<LSTM>(keras.layers.rnn.LSTM(3, return_sequences: true));
        Assert.IsType<MaxPooling2D>(keras.layers.convolutional.MaxPooling2D(2));
        Assert.IsType<KerasLikeRnn.Optimizers.SGD>(keras.optimizers.optimizer_v2.gradient_descent.SGD(0.1));
        Assert.Equal(new float[] { 0, 1 }, keras.utils.np_utils.to_categorical(new[] { 1 }).ToArray<float>());
    }

    [Fact]
    public void Every_name_of_a_module_is_there_and_those_of_modules_that_are_gone_say_where()
    {
        var tree = typeof(keras).GetNestedTypes().SelectMany(All).ToDictionary(type => type.FullName!.Replace('+', '.'));
        Assert.NotEmpty(CompatibilityRules.Modules);
        foreach (var module in CompatibilityRules.Modules)
            foreach (var name in module.Names)
            {
                var members = tree[module.Module].GetMember(name);
                Assert.True(members.Length > 0, $"{module.Module}.{name} is missing.");
                Assert.Equal(tree[module.Of].GetMember(name).Length, members.Length);
                if (module.IsGone)
                    Assert.All(members, member => Assert.Contains(
                        $"{module.Of}.{name}", member.GetCustomAttribute<ObsoleteAttribute>()!.Message, StringComparison.Ordinal));
            }

        static IEnumerable<Type> All(Type type) => type.GetNestedTypes().SelectMany(All).Prepend(type);
    }

    [Theory]
    [InlineData("keras.layers.recurrent.LSTM(3)", "Keras 2.9 has no module keras.layers.recurrent. Write keras.layers.LSTM.")]
    [InlineData("keras.layers.embeddings.Embedding(3, 2)", "Write keras.layers.Embedding.")]
    [InlineData("keras.layers.CuDNNLSTM(3, return_sequences: true)", "keras.layers.LSTM")]
    [InlineData("keras.layers.CuDNNGRU(3, input_shape: (5, 2))", "keras.layers.GRU")]
    [InlineData("keras.Sequential().predict_classes(x)", "np.argmax(model.predict(x), axis: -1)")]
    [InlineData("keras.Sequential().predict_proba(x)", "model.predict(x)")]
    [InlineData("keras.layers.Dense(output_dim: 3)", "Keras 2.9 has no argument 'output_dim' here: write 'units'")]
    [InlineData("keras.layers.Dense(3, init: \"uniform\")", "Keras 2.9 has no argument 'init' here: write 'kernel_initializer'")]
    [InlineData("keras.layers.Embedding(9, 3, init: \"uniform\")", "Keras 2.9 has no argument 'init' here: write 'embeddings_initializer'")]
    [InlineData("keras.layers.Dense(3, W_regularizer: \"l2\")", "write 'kernel_regularizer'")]
    [InlineData("keras.layers.LSTM(3, inner_activation: \"sigmoid\", dropout_U: 0.5)", "write 'recurrent_activation'")]
    [InlineData("keras.layers.LSTM(3, dropout_W: 0.2)", "write 'dropout'")]
    [InlineData("keras.layers.Dropout(p: 0.5)", "write 'rate'")]
    [InlineData("keras.layers.Conv2D(nb_filter: 3, nb_row: 3, nb_col: 3, border_mode: \"same\")", "write 'filters'")]
    [InlineData("keras.layers.MaxPooling1D(pool_length: 2)", "write 'pool_size'")]
    [InlineData("keras.Model(input: t, output: t)", "write 'inputs'")]
    [InlineData("keras.Sequential().fit(x, x, nb_epoch: 3)", "Keras 2.9 has no argument 'nb_epoch' here: write 'epochs'")]
    [InlineData("keras.utils.to_categorical(x, nb_classes: 3)", "write 'num_classes'")]
    [InlineData("new KerasLikeRnn.Layers.Dense(output_dim: 3)", "write 'units'")]
    public async Task What_Keras_has_no_more_is_named_by_the_compiler(string call, string message)
    {
        Assert.Contains(await Messages(call), text => text.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("keras.layers.Embedding(9, output_dim: 3)")]
    [InlineData("keras.layers.Dense(3, input_dim: 4)")]
    [InlineData("keras.optimizers.Adam(lr: 0.1)")]
    [InlineData("keras.layers.Dense(units: 3, kernel_initializer: \"uniform\")")]
    [InlineData("Other.init(init: 3)")]
    public async Task What_Keras_has_is_left_alone(string call) => Assert.Empty(await Messages(call));

    private static async Task<IReadOnlyList<string>> Messages(string call)
    {
        var source = $"static class Other {{ public static int init(int init) => init; }} class Sample {{ object? Of(NumSharp.NDArray x, "
            + $"KerasLikeRnn.Engine.Tensor t) => {call}; }}";
        var compilation = CSharpCompilation.Create(
            "Sample", [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), cancellationToken: Token)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var own = await compilation.WithAnalyzers([new OldArgumentAnalyzer()]).GetAnalyzerDiagnosticsAsync(Token);
        return [.. compilation.GetDiagnostics(Token).Concat(own).Where(each => each.Severity >= DiagnosticSeverity.Warning)
            .Select(each => each.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
