using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static keras.models;
using static keras.preprocessing.text;
using static keras.utils;
using static KerasLikeRnn.Builtins;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Scripts;

/// <summary>The functions of record_scripts.py.</summary>
internal static partial class PublicScripts
{
    private const string TEXT =
        "the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs over the hill to the river";

    public static void stateful()
    {
        var (batch_size, tsteps) = (5, 1);
        var cos = np.zeros((50, 1, 1));
        foreach (var i in range(50))
            cos[i, 0, 0] = Math.Cos(2 * Math.PI * i / 10) * Math.Exp(-0.01 * i);
        var expected_output = np.zeros((50, 1));
        foreach (var i in range(49))
            expected_output[i, 0] = np.mean(cos[$"{i + 1}:{i + 2}"]);
        var model = Sequential();
        model.add(LSTM(6, input_shape: (tsteps, 1), batch_size: batch_size, return_sequences: true, stateful: true));
        model.add(LSTM(6, stateful: true));
        model.add(Dense(1));
        model.compile(loss: "mse", optimizer: "rmsprop");
        foreach (var i in range(3))
        {
            model.fit(cos, expected_output, batch_size: batch_size, epochs: 1, verbose: 2, shuffle: false);
            print(np.round(keras.backend.get_value(((LSTM)model.layers[0]).states[0])[0], 4));
            model.reset_states();
        }
        print(keras.backend.get_value(((LSTM)model.layers[0]).states[0])[0]);
        var predicted_output = model.predict(cos, batch_size: batch_size, verbose: 0);
        print(np.round(predicted_output[":3"], 4).tolist());
        ((LSTM)model.layers[1]).reset_states(states: [np.ones((5, 6)), np.zeros((5, 6))]);
        print(model.predict(cos[":5"], batch_size: batch_size, verbose: 0)[0]);
    }

    public static void sentiment()
    {
        string[] texts = [
            "I loved this movie, it was great!", "Terrible film; I hated it.", "Great acting and a great story.",
            "Boring, boring, boring...", "What a wonderful movie", "The worst story I have seen", "It was fun and I loved it",
            "Awful acting"];
        NDArray labels = np.array(new[] { 1, 0, 1, 0, 1, 0, 1, 0 });
        var tokenizer = Tokenizer(num_words: 20, oov_token: "<OOV>");
        tokenizer.fit_on_texts(texts);
        var sequences = tokenizer.texts_to_sequences(texts);
        var word_index = tokenizer.word_index;
        print($"Found {len(word_index)} unique tokens.");
        print(sequences[0], word_index.Keys.Take(5).ToList());
        var data = pad_sequences(sequences, maxlen: 6, padding: "post", truncating: "post");
        print("Shape of data tensor:", data.shape);
        print("Shape of label tensor:", labels.shape);
        print(data[":2"]);
        var indices = np.arange(data.shape[0]);
        np.random.shuffle(indices);
        (data, labels) = (data[indices], labels[indices]);
        var embedding_matrix = np.zeros((20, 5));
        foreach (var (word, i) in word_index)
        {
            if (i < 20)
                embedding_matrix[i] = np.sin(np.arange(5) + len(word));
        }
        var model = Sequential();
        model.add(Embedding(20, 5, input_length: 6));
        model.add(Dropout(0.2));
        model.add(Conv1D(6, 3, padding: "valid", activation: "relu", strides: 1));
        model.add(MaxPooling1D(pool_size: 2));
        model.add(LSTM(5));
        model.add(Dense(1, activation: "sigmoid"));
        model.layers[0].set_weights([embedding_matrix]);
        model.layers[0].trainable = false;
        model.summary();
        model.compile(optimizer: "rmsprop", loss: "binary_crossentropy", metrics: ["acc", keras.metrics.AUC(name: "auc")]);
        model.fit(data, labels, epochs: 3, batch_size: 4, validation_data: (data, labels), verbose: 2);
        print(model.evaluate(data, labels, verbose: 0));
        print(np.round(tokenizer.texts_to_matrix(texts[..2], mode: "tfidf"), 3)["0, :8"]);
        print(tokenizer.sequences_to_texts(sequences[..2]));
        var predictions = (model.predict(data, verbose: 0) > 0.5).astype("int32");
        print(predictions.ravel().tolist());
        var pooled = Sequential(
            [Embedding(20, 8, input_length: 6), GlobalAveragePooling1D(), Dense(6, activation: "relu"), Dense(1, activation: "sigmoid")]);
        pooled.compile(loss: "binary_crossentropy", optimizer: "adam", metrics: ["accuracy"]);
        print(
            pooled.fit(data, labels, epochs: 2, verbose: 0).history.ToDictionary(
                pair => pair.Key, pair => pair.Value.Select(v => round(v, 4)).ToList()));
        var embeddings = pooled.layers[0].get_weights()[0];
        var norms = np.linalg.norm(embeddings, axis: 1);
        var similarity = np.matmul(embeddings, embeddings[2]) / (norms * norms[2]);
        print(np.argsort(-similarity)[":3"], np.round(similarity[":3"], 4));
    }

    public static void transfer()
    {
        var @base = Sequential(
            [Conv2D(4, 3, activation: "relu", input_shape: (8, 8, 1)), MaxPooling2D(), Conv2D(4, 2), BatchNormalization(), Flatten()],
            name: "base");
        @base.trainable = false;
        var inputs = keras.Input(shape: (8, 8, 1));
        var x = @base[inputs, training: false];
        x = Dropout(0.2)[x];
        var outputs = Dense(3, activation: "softmax")[x];
        var model = Model(inputs, outputs);
        var (x_train, y_train) = (np.random.rand(24, 8, 8, 1), np.random.randint(0, 3, 24));
        model.compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        model.fit(x_train, y_train, epochs: 2, batch_size: 8, verbose: 2);
        print(len(model.weights), len(model.trainable_weights), len(model.non_trainable_weights));
        model.summary();
        @base.trainable = true;
        foreach (var layer in @base.layers.Take(2))
            layer.trainable = false;
        foreach (var (i, layer) in enumerate(@base.layers))
            print(i, layer.name, layer.trainable);
        model.compile(optimizer: keras.optimizers.Adam(1e-3), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        var before = @base.get_weights().Select(w => w.copy()).ToList();
        model.fit(x_train, y_train, epochs: 2, batch_size: 8, verbose: 2);
        print(zip(before, @base.get_weights()).Select(pair => np.allclose(pair.Item1, pair.Item2)).ToList());
        var features = Model(inputs: @base.input, outputs: @base.get_layer(index: 2).output);
        print(features.predict(x_train[":2"], verbose: 0).shape, @base.trainable_weights.Select(w => w.Name).ToList());
        var pretrained = Model(@base.input, @base.layers[^1].output);
        var copy = keras.models.clone_model(pretrained);
        copy.set_weights(pretrained.get_weights());
        print(np.max(np.abs((NDArray)copy.predict(x_train, verbose: 0) - (NDArray)pretrained.predict(x_train, verbose: 0))));
    }

    public static void noise()
    {
        var (x, y) = (np.random.rand(8, 3).astype("float32"), np.random.rand(8, 1).astype("float32"));
        Sequential make()
        {
            set_random_seed(3);
            var model = Sequential([Lambda(x => x + keras.backend.random_normal(keras.backend.shape(x)), input_shape: 3), Dense(1)]);
            model.compile("sgd", "mse");
            return model;
        }

        var model = make();
        print(model.train_on_batch(x, y), model.train_on_batch(x, y), model.train_on_batch(x, y));
        print(model.test_on_batch(x, y), model.test_on_batch(x, y));
        print(model.predict_on_batch(x).ravel()[":3"], model.predict_on_batch(x).ravel()[":3"]);
        print(np.random.randint(0, 1000000));
        model = make();
        print(model[x].numpy().ravel()[":3"], model[x, training: true].numpy().ravel()[":3"]);
        print(model.train_on_batch(x, y), model[x].numpy().ravel()[":2"], model.test_on_batch(x, y));
        print(np.random.randint(0, 1000000));
        model = make();
        print(
            model.test_on_batch(x, y), model.predict(x, verbose: 0).ravel()[":3"], model.train_on_batch(x, y),
            model.fit(x, y, verbose: 0).history);
        print(np.random.randint(0, 1000000));
        set_random_seed(3);
        var layer = Lambda(x => x + keras.backend.random_uniform(keras.backend.shape(x)));
        print(layer[x].numpy()[0], layer[x].numpy()[0], keras.backend.random_normal([2]).numpy(), tf.random.normal([2]).numpy());
        print(np.random.randint(0, 1000000));
    }
}
