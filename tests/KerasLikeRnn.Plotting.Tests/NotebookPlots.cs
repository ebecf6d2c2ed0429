namespace KerasLikeRnn.Plotting.Tests;

/// <summary>The two figures of a notebook on training, shown once and opened in a browser for all tests of the class.</summary>
public sealed class NotebookPlots : IDisposable
{
    public static readonly double[] Accuracy = [.6963, .8504, .8852, .9116, .9305, .9426, .9578, .9696, .9773, .9827];
    public static readonly double[] ValidationAccuracy = [.8126, .8576, .8648, .8186, .8604, .8590, .8574, .8148, .7710, .8372];
    public static readonly double[] Loss = [.5730, .3595, .2868, .2306, .1933, .1641, .1194, .0928, .0660, .0538];
    public static readonly double[] ValidationLoss = [.4303, .3528, .3337, .4230, .3624, .3716, .3875, .5483, .6824, .4944];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plt_test_");

    public NotebookPlots()
    {
        plt.close("all");
        plt.no_show = true;
        plt.output_folder = folder.FullName;
        var epochs = Enumerable.Range(1, Accuracy.Length);
        plt.plot(epochs, Accuracy, "bo", label: "Training acc");
        plt.plot(epochs, ValidationAccuracy, "b", label: "Validation acc");
        plt.title("Training and validation accuracy");
        plt.legend();
        plt.figure();
        plt.plot(epochs, Loss, "bo", label: "Training loss");
        plt.plot(epochs, ValidationLoss, "b", label: "Validation loss");
        plt.title("Training and validation loss");
        plt.legend();
        plt.show();

        Pages = [.. folder.GetFiles("*.html").Select(file => file.FullName).Order(StringComparer.Ordinal)];
        var opened = Task.WhenAll(Pages.Select(page => Task.Run(() => OpenedPage.Open(page)))).GetAwaiter().GetResult();
        (AccuracyPage, LossPage) = (opened[0], opened[1]);
    }

    public string[] Pages { get; }

    internal OpenedPage AccuracyPage { get; }

    internal OpenedPage LossPage { get; }

    public void Dispose()
    {
        plt.output_folder = null;
        folder.Delete(recursive: true);
    }
}
