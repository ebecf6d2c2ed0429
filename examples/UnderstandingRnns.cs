using static keras.layers;
using static keras.models;
using static keras.preprocessing;

namespace KerasLikeRnn.Examples;

/// <summary>
/// The notebook "understanding recurrent networks", cell by cell. docs/porting.md tells why a line differs from Python's.
/// </summary>
internal static class UnderstandingRnns
{
    public static void Run(Options options)
    {
        options.Apply();
        var report = new Report();

        // In [1]
        print(keras.__version__);

        // In [2]-[3]
        var model = Sequential();
        model.add(Embedding(10000, 32));
        model.add(SimpleRNN(32, return_sequences: false));
        model.summary();

        // In [4]
        model = Sequential();
        model.add(Embedding(10000, 32));
        model.add(SimpleRNN(32, return_sequences: true));
        model.summary();

        // In [5]
        model = Sequential();
        model.add(Embedding(10000, 32));
        model.add(SimpleRNN(32, return_sequences: true));
        model.add(SimpleRNN(32, return_sequences: true));
        model.add(SimpleRNN(32, return_sequences: true));
        model.add(SimpleRNN(32)); // only the top layer returns the last output alone
        model.summary();

        // In [6]
        var max_features = 10000;
        var maxlen = 500;
        // batch_size = 32 is set here in the notebook and never used
        report.Start();
        print("데이터 로딩...");
        var imdb = new Reviews(options.Data);
        var ((train, y_train), (test, y_test)) = imdb.load_data(num_words: max_features);
        print(len(train), "훈련 시퀀스");
        print(len(test), "테스트 시퀀스");
        report.Lap("load_data");

        // In [7]
        print("시퀀스 패딩 (samples x time)");
        var input_train = sequence.pad_sequences(train, maxlen: maxlen);
        var input_test = sequence.pad_sequences(test, maxlen: maxlen);
        print("input_train 크기:", input_train.shape);
        print("input_test 크기:", input_test.shape);
        report.Lap("pad_sequences");

        // In [8]
        if (options.Seed is { } seed) keras.utils.set_random_seed(seed);
        model = Sequential();
        model.add(Embedding(max_features, 32));
        model.add(SimpleRNN(32));
        model.add(Dense(1, activation: "sigmoid"));
        model.compile(optimizer: "rmsprop", loss: "binary_crossentropy", metrics: ["acc"]);
        model.summary();

        // In [9]
        report.Start();
        var history = model.fit(input_train, y_train, epochs: options.Epochs ?? 10, batch_size: 128, validation_split: 0.2);
        report.Lap("fit");

        // In [13]
        var evaluated = model.evaluate(input_test, y_test);
        print(evaluated);
        report.Lap("evaluate");

        // In [10]-[12]
        var acc = history.history["acc"];
        var val_acc = history.history["val_acc"];
        var loss = history.history["loss"];
        var val_loss = history.history["val_loss"];
        var epochs = range(1, len(acc) + 1);
        plt.plot(epochs, acc, "bo", label: "Training acc");
        plt.plot(epochs, val_acc, "b", label: "Validation acc");
        plt.title("Training and validation accuracy");
        plt.legend();
        plt.figure();
        plt.plot(epochs, loss, "bo", label: "Training loss");
        plt.plot(epochs, val_loss, "b", label: "Validation loss");
        plt.title("Training and validation loss");
        plt.legend();
        plt.show();

        if (options.Report is { } file) report.Write(file, history, evaluated);
    }
}
