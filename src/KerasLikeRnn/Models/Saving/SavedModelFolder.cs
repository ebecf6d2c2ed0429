namespace KerasLikeRnn.Models;

internal sealed class SavedModelFolder : ModelFormat
{
    /// <summary>What the files of the folder's checkpoint begin with.</summary>
    public static string Variables(string path) => Path.Join(path, "variables", "variables");

    public override void Save(Model model, string path, SavingOptions options) => throw new NotSupportedException("This format is not supported yet.");

    public override Model Load(string path, bool compile) => throw new NotSupportedException("This format is not supported yet.");

    public override void SaveWeights(Model model, string path) => throw new NotSupportedException("This format is not supported yet.");

    public override void LoadWeights(Model model, string path, bool by_name, bool skip_mismatch) => throw new NotSupportedException("This format is not supported yet.");
}
