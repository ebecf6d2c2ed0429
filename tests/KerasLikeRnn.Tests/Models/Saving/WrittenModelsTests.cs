using KerasLikeRnn.Tests.Utils;

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
        WrittenModels.Write(folder, WrittenModels.Formats);
        Assert.Equal([227, 227, 227, 222], WrittenModels.Formats.Select(format => WrittenModels.AssertSame(folder, format)));
    }
}
