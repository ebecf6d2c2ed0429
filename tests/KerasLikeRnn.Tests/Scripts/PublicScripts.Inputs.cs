using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static keras.models;
using static keras.utils;
using static KerasLikeRnn.Builtins;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Scripts;

/// <content>Several inputs and outputs, weights of classes and samples, masks.</content>
internal static partial class PublicScripts
{
    public static void siamese()
    {
        static Tensors euclidean_distance(Tensors vects)
        {
            var (x, y) = vects;
            var sum_square = K.sum(K.square(x - y), axis: 1, keepdims: true);
            return K.sqrt(K.maximum(sum_square, K.epsilon()));
        }

        static Shape eucl_dist_output_shape(Shape shapes)
        {
            var (shape1, shape2) = (((ShapeList)shapes).shapes[0], ((ShapeList)shapes).shapes[1]);
            return (shape1[0], 1);
        }

        static Tensor contrastive_loss(Tensor y_true, Tensor y_pred)
        {
            var margin = 1;
            var square_pred = K.square(y_pred);
            var margin_square = K.square(K.maximum(margin - y_pred, 0));
            return K.mean(y_true * square_pred + (1 - y_true) * margin_square);
        }

        static Tensor accuracy(Tensor y_true, Tensor y_pred) => K.mean(K.equal(y_true, K.cast(y_pred < 0.5, y_true.dtype)));

        static Model create_base_network(Shape input_shape)
        {
            var input = keras.Input(shape: input_shape);
            var x = Flatten()[input];
            x = Dense(8, activation: "relu")[x];
            x = Dropout(0.1)[x];
            x = Dense(4, activation: "relu")[x];
            return Model(input, x);
        }

        var x_train = np.random.rand(40, 2, 3, 2);
        var y_train = np.random.randint(0, 2, 40);
        y_train = y_train.astype("float32");
        var base_network = create_base_network((3, 2));
        var input_a = keras.Input(shape: (3, 2));
        var input_b = keras.Input(shape: (3, 2));
        var processed_a = base_network[input_a];
        var processed_b = base_network[input_b];
        var distance = Lambda(euclidean_distance, output_shape: eucl_dist_output_shape)[[processed_a, processed_b]];
        var model = Model([input_a, input_b], distance);
        model.compile(loss: contrastive_loss, optimizer: keras.optimizers.RMSprop(), metrics: [(LossFunction)accuracy]);
        model.fit([x_train[":, 0"], x_train[":, 1"]], y_train, batch_size: 10, epochs: 3, verbose: 2,
            validation_data: ([x_train[":10, 0"], x_train[":10, 1"]], y_train[":10"]));
        var y_pred = model.predict([x_train[":, 0"], x_train[":, 1"]], verbose: 0);
        var pred = y_pred.ravel() < 0.5;
        print($"* Accuracy on training set: {100 * (double)np.mean(pred == y_train):F2}%");
        model.summary();

        var lstm = LSTM(4);
        var (left, right) = (keras.Input((5, 2)), keras.Input((5, 2)));
        var malstm = Lambda((Tensors x) => K.exp(-K.sum(K.abs(x[0] - x[1]), axis: 1, keepdims: true)))[[lstm[left], lstm[right]]];
        var manhattan = Model(inputs: [left, right], outputs: malstm);
        manhattan.compile("adam", "mse", metrics: ["mae"]);
        var a = np.random.rand(12, 5, 2);
        print(manhattan.fit([a, a["::-1"]], np.ones(12), epochs: 2, verbose: 0).history);
        var (anchor, positive, negative) = (keras.Input(4), keras.Input(4), keras.Input(4));
        var tower = Sequential([Dense(3), Lambda(t => tf.math.l2_normalize(t, axis: 1))]);
        var stacked = tf.stack([tower[anchor], tower[positive], tower[negative]], axis: 1);
        var triplet = Model([anchor, positive, negative], stacked);
        triplet.add_loss(tf.reduce_mean(tf.maximum(tf.reduce_sum(tf.square(stacked[.., 0] - stacked[.., 1]), -1)
            - tf.reduce_sum(tf.square(stacked[.., 0] - stacked[.., 2]), -1) + 0.2, 0.0)));
        triplet.compile(optimizer: "sgd");
        var b = np.random.rand(3, 10, 4);
        print(triplet.fit([b[0], b[1], b[2]], epochs: 2, verbose: 0).history);
    }

    public static void several_outputs()
    {
        var main_input = keras.Input(shape: 8, dtype: "int32", name: "main_input");
        var x = Embedding(output_dim: 6, input_dim: 30, input_length: 8)[main_input];
        var lstm_out = LSTM(5)[x];
        var auxiliary_output = Dense(1, activation: "sigmoid", name: "aux_output")[lstm_out];
        var auxiliary_input = keras.Input(shape: 3, name: "aux_input");
        x = concatenate([lstm_out, auxiliary_input]);
        x = Dense(6, activation: "relu")[x];
        var main_output = Dense(1, activation: "sigmoid", name: "main_output")[x];
        var model = Model(inputs: [main_input, auxiliary_input], outputs: [main_output, auxiliary_output]);
        var headline_data = np.round(np.abs(np.random.rand(20, 8) * 29));
        var additional_data = np.random.randn(20, 3);
        var headline_labels = np.random.randn(20, 1);
        var additional_labels = np.random.randn(20, 1);
        model.compile(optimizer: "rmsprop", loss: "binary_crossentropy", loss_weights: [1.0, 0.2]);
        model.fit([headline_data, additional_data], [headline_labels, additional_labels], epochs: 2, batch_size: 10, verbose: 2);
        model.compile(optimizer: keras.optimizers.RMSprop(clipnorm: 1.0), loss: new() { ["main_output"] = "mse", ["aux_output"] = "mae" },
            loss_weights: new() { ["main_output"] = 1.0, ["aux_output"] = 0.2 },
            metrics: new() { ["main_output"] = ["mae", "mse"], ["aux_output"] = "mse" });
        model.fit(new() { ["main_input"] = headline_data, ["aux_input"] = additional_data },
            new() { ["main_output"] = headline_labels, ["aux_output"] = additional_labels },
            epochs: 2, batch_size: 10, verbose: 2, validation_split: 0.2,
            sample_weight: new() { ["main_output"] = np.arange(20) / 10.0 });
        print(model.metrics_names);
        print(model.evaluate([headline_data, additional_data], [headline_labels, additional_labels], verbose: 0));
        print(model.evaluate([headline_data, additional_data], [headline_labels, additional_labels], verbose: 0, return_dict: true));
        var (main, aux) = model.predict([headline_data, additional_data], verbose: 0);
        print(main.shape, aux[":2"]);
        print(model.outputs.Select(o => o.name).ToList(), model.output_names, model.input_names);
    }

    public static void weights_and_masks()
    {
        var x = np.random.randint(1, 15, (24, 6));
        var lengths = np.random.randint(1, 7, 24);
        foreach (var (row, length) in enumerate(lengths.ToArray<long>()))
            x[$"{row}, {length}:"] = 0;
        var y = np.where(np.sum(x, axis: 1) > 20, 1, 0);
        var tags = np.expand_dims(x % 3, -1);
        var model = Sequential(
            [Embedding(15, 5, mask_zero: true), Bidirectional(GRU(4, return_sequences: true)),
            TimeDistributed(Dense(3, activation: "softmax"))]);
        model.compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"], weighted_metrics: ["accuracy"]);
        model.fit(x, tags, epochs: 2, batch_size: 8, verbose: 2, validation_split: 0.25);
        model.fit(x, tags, epochs: 1, batch_size: 8, verbose: 2, sample_weight: np.linspace(0, 2, 24));
        model.compile(optimizer: "adam", loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        model.fit(x, tags, epochs: 2, batch_size: 8, verbose: 2, sample_weight: (x != 0) * 0.5);
        var classifier = Sequential([Embedding(15, 5, mask_zero: true), LSTM(4), Dense(2, activation: "softmax")]);
        classifier.compile("rmsprop", "categorical_crossentropy", metrics: ["acc"]);
        classifier.fit(x, to_categorical(y), class_weight: new() { [0] = 3.0, [1] = 1.0 }, epochs: 2, batch_size: 8, verbose: 2);
        print(classifier.evaluate(x, to_categorical(y), sample_weight: np.where(y == 0, 3.0, 1.0), verbose: 0));
        print(classifier.train_on_batch(x[":8"], to_categorical(y)[":8"], class_weight: new() { [0] = 3.0, [1] = 1.0 }));
        print(classifier.test_on_batch(x[":8"], to_categorical(y)[":8"], sample_weight: np.arange(8.0), return_dict: true));
    }
}
