using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>
/// Every kind of model, saved here, is the same when it is loaded here. With KERASLIKERNN_WRITTEN the files go to that folder, where
/// check_written_models.py opens them in both Kerases.
/// </summary>
[Collection("Seeds")]
public sealed class WrittenModelsTests
{
    [Fact]
    public void Every_model_predicts_the_same_when_it_is_loaded_again()
    {
        using var own = new TestFolder();
        var folder = Environment.GetEnvironmentVariable("KERASLIKERNN_WRITTEN") ?? own.Path;
        Assert.True(WrittenModels.Write(folder, "h5", _ => true) >= 200);
        var custom = new Dictionary<string, object> { ["Scale"] = typeof(Scale) };
        foreach (var written in JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "written.json"))).RootElement.EnumerateArray())
        {
            var model = keras.models.load_model(Path.Combine(folder, written.GetProperty("file").GetString()!), custom_objects: custom);
            var x = written.GetProperty("x").EnumerateArray().Select(array => array.ToTensor()!.numpy()).ToArray();
            var predicted = model.predict(x.Length == 1 ? (DataLike)x[0]! : (DataLike)x!, batch_size: 4, verbose: 0);
            var expected = written.GetProperty("predict").EnumerateArray().ToArray();
            for (var i = 0; i < expected.Length; i++)
                Near.Equal(
                    expected[i].Floats(), (expected.Length == 1 ? (NDArray)predicted : predicted[i]).flatten().ToArray<float>(), 1e-6);
        }
    }
}
