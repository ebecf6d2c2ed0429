using KerasLikeRnn.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>The example of docs/onnx.md.</summary>
public sealed class ServingExample
{
    [Fact]
    public void A_model_is_written_and_served()
    {
        var folder = Directory.CreateTempSubdirectory("keras-like-rnn-").FullName;
        var path = Path.Combine(folder, "reviews.onnx");
        var reviews = new[] { new[] { 1, 14, 22, 16 }, [1, 9, 5] };
        var model = keras.Sequential([Embedding(100, 8, mask_zero: true), LSTM(8), Dense(1, activation: "sigmoid", name: "positive")]);
        model.build((null, null));

        // begin
        // Where the model was trained:
        keras.export.onnx(model, path);

        // Where it is served, without KerasLikeRnn: one session for all threads.
        using var session = new InferenceSession(path);
        var words = new DenseTensor<float>([reviews.Length, reviews.Max(review => review.Length)]);
        for (var i = 0; i < reviews.Length; i++)
            for (var t = 0; t < reviews[i].Length; t++) words[i, t] = reviews[i][t];
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], words)]);
        var positive = outputs[0].AsTensor<float>();
        Console.WriteLine($"{session.OutputNames[0]}: {positive[0, 0]:P0}, {positive[1, 0]:P0}");
        // end

        Assert.Equal("positive", session.OutputNames[0]);
        var expected = model.predict(keras.utils.pad_sequences(reviews, padding: "post"));
        Near.Equal(expected.ToArray<float>(), positive.ToArray(), 1e-5);
        Directory.Delete(folder, recursive: true);
    }
}
