using System.Runtime.InteropServices;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Killed;
using KerasLikeRnn.Models;
using KerasLikeRnn.Serialization;
using static keras.layers;

// What the data are, and the folder of the backup, of the log of epochs and of the result.
var (kind, folder) = (args[0], args[1]);
keras.utils.set_random_seed(7);
if (kind == "saves") return Saves.Run(what: args[2], path: folder);

var model = keras.Sequential([
    Embedding(50, 6, mask_zero: true), LSTM(8, dropout: 0.2), Dropout(0.3, seed: 5), BatchNormalization(), GaussianNoise(0.1),
    Dense(1, activation: "sigmoid")]);
model.compile(keras.optimizers.Adam(0.01, clipnorm: 1.0), "binary_crossentropy", metrics: ["accuracy"]);

var x = Data.Ids(96, 5);
var y = Data.Targets(x);
var validation = Data.Ids(32, 5);
Callback[] callbacks = [
    keras.callbacks.BackupAndRestore(Path.Join(folder, "backup")),
    keras.callbacks.CSVLogger(Path.Join(folder, "log.csv"), append: kind is "generator" or "dataset"),
    keras.callbacks.ReduceLROnPlateau(monitor: "loss", factor: 0.5, patience: 1, min_delta: 0.02),
    keras.callbacks.EarlyStopping(monitor: "val_loss", patience: 4, restore_best_weights: true),
    new Decay(),
];
Console.WriteLine("begun");
_ = kind switch
{
    "arrays" => Fit(x, y, batch: 8),
    "generator" => Fit(KerasLikeRnn.Models.DataLike.From(Data.Generator(x, y, 8)), steps: 8, workers: 2),
    "sequence" => Fit(new Shuffled(x, y, 8), workers: 3),
    "tf.data" => Fit(Data.Dataset(x, y, 8)),
    _ => throw new ArgumentException(kind),
};

using (var result = new BinaryWriter(File.Create(Path.Join(folder, "result.part"))))
{
    foreach (var weight in model.get_weights().Concat(model.optimizer.get_weights()))
        if (weight.typecode == NPTypeCode.Int64) result.Write(MemoryMarshal.AsBytes(weight.ToArray<long>().AsSpan()));
        else result.Write(MemoryMarshal.AsBytes(weight.ToArray<float>().AsSpan()));
    result.Write((double)model.optimizer.learning_rate);
    // What would be drawn next.
    if (kind != "generator") result.Write((int)np.random.randint(1_000_000));
    result.Write(PythonRandom.Shared.RandInt(0, 1_000_000));
    result.Write(tf.random.uniform([4]).ToString()!);
}
File.Move(Path.Join(folder, "result.part"), Path.Join(folder, "result"), overwrite: true);
return 0;

History Fit(DataLike data, NDArray? targets = null, int? batch = null, int? steps = null, int workers = 1) => model.fit(
    data, targets, batch_size: batch, epochs: 6, verbose: 0, callbacks: callbacks, validation_data: (validation, Data.Targets(validation)),
    steps_per_epoch: steps, workers: workers);
