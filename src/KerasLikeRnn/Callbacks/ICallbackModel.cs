namespace KerasLikeRnn.Callbacks;

/// <summary>What callbacks ask of the model that is being trained.</summary>
public interface ICallbackModel
{
    /// <summary>Set by a callback to end the training after the present batch or epoch.</summary>
    bool stop_training { get; set; }

    /// <summary>Names of the loss and the metrics in order, as far as they are known yet.</summary>
    IReadOnlyList<string> metrics_names { get; }

    /// <summary>The record of the last training.</summary>
    History? history { get; set; }

    /// <summary>The optimizer's learning rate, a float32 number.</summary>
    /// <exception cref="InvalidOperationException">The rate is a schedule, or the model is not compiled.</exception>
    double LearningRate { get; set; }

    /// <summary>Copies of all weights.</summary>
    NDArray[] get_weights();

    /// <summary>Replaces all weights.</summary>
    void set_weights(IEnumerable<NDArray> weights);

    /// <summary>Writes the whole model to a file.</summary>
    void save(string filepath, bool overwrite = true);

    /// <summary>Writes the weights to a file.</summary>
    void save_weights(string filepath, bool overwrite = true);

    /// <summary>Reads weights from a file.</summary>
    void load_weights(string filepath);
}
