using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using NumSharp;
using static keras.datasets;
using static keras.layers;
using static keras.models;
using static keras.optimizers;
using static keras.preprocessing.sequence;
using static keras.preprocessing.text;
using static keras.utils;
using static KerasLikeRnn.Builtins;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Errors;

// Null where none may be is what many of the calls are about.
#nullable disable warnings

/// <summary>The calls of record_wrong_calls.py as a C# script writes them.</summary>
internal static class WrongCalls
{
    /// <summary>Each call by the text of its Python counterpart.</summary>
    public static readonly Dictionary<string, Action> All = new()
    {
        // layers
        ["Dense(-1)"] = () => Dense(-1),
        ["Dense(2)(X(3))"] = () => _ = Dense(2)[X(3)],
        ["Dense(2)(S(None))"] = () => _ = Dense(2)[S(None)],
        ["Dense(2, activation='sigmod')"] = () => Dense(2, activation: "sigmod"),
        ["Dense(2, kernel_initializer='glorot')"] = () => Dense(2, kernel_initializer: "glorot"),
        ["Dense(2, kernel_regularizer='l3')"] = () => Dense(2, kernel_regularizer: "l3"),
        ["Dense(2, kernel_constraint='positive')"] = () => Dense(2, kernel_constraint: "positive"),
        ["Dense(2, dtype='float33')"] = () => Dense(2, dtype: "float33"),
        ["Dense(2, dtype='int32').build((None, 3))"] = () => Dense(2, dtype: "int32").build((null, 3)),
        ["Dense(2, name='a').count_params()"] = () => Dense(2, name: "a").count_params(),
        ["Dense(2, name='a').input"] = () => _ = Dense(2, name: "a").input,
        ["Dense(2, name='a').output"] = () => _ = Dense(2, name: "a").output,
        ["Dense(2, name='a').input_shape"] = () => _ = Dense(2, name: "a").input_shape,
        ["Dense(2, name='a').output_shape"] = () => _ = Dense(2, name: "a").output_shape,
        ["Dense(2, name='a').get_input_at(0)"] = () => Dense(2, name: "a").get_input_at(0),
        ["Dense(2, name='a').get_output_at(0)"] = () => Dense(2, name: "a").get_output_at(0),
        ["Dense(2, name='a').get_input_shape_at(0)"] = () => Dense(2, name: "a").get_input_shape_at(0),
        ["Dense(2, name='a').get_output_shape_at(0)"] = () => Dense(2, name: "a").get_output_shape_at(0),
        ["Dense(2, name='a').set_weights([X(3, 2)])"] = () => Dense(2, name: "a").set_weights([X(3, 2)]),
        ["M().layers[0].set_weights([X(2, 2), X(1)])"] = () => M().layers[0].set_weights([X(2, 2), X(1)]),
        ["M().layers[0].get_output_at(3)"] = () => M().layers[0].get_output_at(3),
        ["M().layers[0](X(2, 5))"] = () => _ = M().layers[0][X(2, 5)],
        ["Shared().input_shape"] = () => _ = Shared().input_shape,
        ["Shared().output_shape"] = () => _ = Shared().output_shape,
        ["Shared().get_input_at(7)"] = () => Shared().get_input_at(7),
        ["Embedding(0, 4)"] = () => Embedding(0, 4),
        ["Embedding(4, -1)"] = () => Embedding(4, -1),
        ["Embedding(3, 2)(np.array([[5]]))"] = () => _ = Embedding(3, 2)[new[,] { { 5 } }],
        ["Embedding(3, 2)(np.array([[-1]]))"] = () => _ = Embedding(3, 2)[new[,] { { -1 } }],
        ["Dropout(1.5)"] = () => Dropout(1.5),
        ["Dropout(-0.1)"] = () => Dropout(-0.1),
        ["Dropout(0.5, noise_shape=(2, 2))(X(4, 3), training=True)"] = () => _ = Dropout(0.5, noise_shape: (2, 2))[X(4, 3), training: true],
        ["SpatialDropout1D(2.)"] = () => SpatialDropout1D(2.0),
        ["SpatialDropout2D(0.5, data_format='first')"] = () => SpatialDropout2D(0.5, data_format: "first"),
        ["SpatialDropout1D(0.5)(X(2, 3))"] = () => _ = SpatialDropout1D(0.5)[X(2, 3)],
        ["Activation('gelus')"] = () => Activation("gelus"),
        ["Softmax(axis=5)(X(2, 3))"] = () => _ = Softmax(axis: 5)[X(2, 3)],
        ["ReLU(max_value=-1.)"] = () => ReLU(max_value: -1.0),
        ["ReLU(negative_slope=-1.)"] = () => ReLU(negative_slope: -1.0),
        ["ReLU(threshold=-1.)"] = () => ReLU(threshold: -1.0),
        ["ThresholdedReLU(theta=-1.)"] = () => ThresholdedReLU(theta: -1.0),
        ["PReLU(shared_axes=[3])(X(2, 3))"] = () => _ = PReLU(shared_axes: [3])[X(2, 3)],
        ["Reshape((4,))(X(2, 3))"] = () => _ = Reshape([4])[X(2, 3)],
        ["Reshape((-1, -1))(X(2, 3))"] = () => _ = Reshape((-1, -1))[X(2, 3)],
        ["Reshape((-1, 2))(X(2, 3))"] = () => _ = Reshape((-1, 2))[X(2, 3)],
        ["RepeatVector(-1)(X(2, 3))"] = () => _ = RepeatVector(-1)[X(2, 3)],
        ["RepeatVector(2)(X(2, 3, 4))"] = () => _ = RepeatVector(2)[X(2, 3, 4)],
        ["Permute((1, 3))"] = () => Permute((1, 3)),
        ["Permute((0, 1))"] = () => Permute((0, 1)),
        ["Permute((2, 1))(X(2, 3))"] = () => _ = Permute((2, 1))[X(2, 3)],
        ["Flatten(data_format='first')"] = () => Flatten(data_format: "first"),
        ["Cropping1D(-1)"] = () => Cropping1D(-1),
        ["Cropping1D((1, 2, 3))"] = () => Cropping1D((1, 2, 3)),
        ["Cropping1D(3)(X(2, 4, 1))"] = () => _ = Cropping1D(3)[X(2, 4, 1)],
        ["Cropping2D((1, 2, 3))"] = () => Cropping2D((1, 2, 3)),
        ["Cropping2D(2)(X(2, 4, 4, 1))"] = () => _ = Cropping2D(2)[X(2, 4, 4, 1)],
        ["UpSampling2D(2, interpolation='cubical')"] = () => UpSampling2D(2, interpolation: "cubical"),
        ["UpSampling2D(2)(X(2, 3))"] = () => _ = UpSampling2D(2)[X(2, 3)],
        ["UpSampling1D(2)(X(2, 3))"] = () => _ = UpSampling1D(2)[X(2, 3)],
        ["ZeroPadding1D(-1)"] = () => ZeroPadding1D(-1),
        ["ZeroPadding1D((1, 2, 3))"] = () => ZeroPadding1D((1, 2, 3)),
        ["ZeroPadding2D((1, 2, 3))"] = () => ZeroPadding2D((1, 2, 3)),
        ["ZeroPadding2D(1)(X(2, 3))"] = () => _ = ZeroPadding2D(1)[X(2, 3)],
        ["Lambda(None)(X(2, 3))"] = () => _ = Lambda((Func<Tensor, Tensor>)null!)[X(2, 3)],
        ["InputLayer(input_shape=(3,), batch_input_shape=(None, 3))"] = () => InputLayer(input_shape: [3], batch_input_shape: (null, 3)),
        ["Input()"] = () => Input(),
        ["Input((-1,))"] = () => Input([-1]),
        // convolutions
        ["Conv1D(-1, 3)"] = () => Conv1D(-1, 3),
        ["Conv1D(2, 0)"] = () => Conv1D(2, 0),
        ["Conv1D(2, -3)"] = () => Conv1D(2, -3),
        ["Conv1D(2, 3, strides=0)"] = () => Conv1D(2, 3, strides: 0),
        ["Conv1D(2, 3, padding='some')"] = () => Conv1D(2, 3, padding: "some"),
        ["Conv1D(2, 3, data_format='first')"] = () => Conv1D(2, 3, data_format: "first"),
        ["Conv1D(2, 3, strides=2, dilation_rate=2)(X(2, 9, 1))"] = () => _ = Conv1D(2, 3, strides: 2, dilation_rate: 2)[X(2, 9, 1)],
        ["Conv1D(4, 3, groups=3)"] = () => Conv1D(4, 3, groups: 3),
        ["Conv1D(4, 3, groups=2)(X(2, 9, 3))"] = () => _ = Conv1D(4, 3, groups: 2)[X(2, 9, 3)],
        ["Conv1D(2, 3)(X(2, 9))"] = () => _ = Conv1D(2, 3)[X(2, 9)],
        ["Conv1D(2, 3)(S(9, None))"] = () => _ = Conv1D(2, 3)[S(9, null)],
        ["Conv2D(2, 3, padding='causal')"] = () => Conv2D(2, 3, padding: "causal"),
        ["Conv2D(2, (3, 3, 3))"] = () => Conv2D(2, (3, 3, 3)),
        ["Conv2D(2, 3)(X(2, 5, 5))"] = () => _ = Conv2D(2, 3)[X(2, 5, 5)],
        ["Conv2D(2, 3)(X(2, 2, 2, 1))"] = () => _ = Conv2D(2, 3)[X(2, 2, 2, 1)],
        ["Conv2D(2, 3, strides=(1, 0))"] = () => Conv2D(2, 3, strides: (1, 0)),
        ["Conv3D(2, 3)(X(2, 5, 5, 1))"] = () => _ = Conv3D(2, 3)[X(2, 5, 5, 1)],
        ["Conv1DTranspose(2, 3, strides=2, output_padding=2)(X(2, 5, 1))"] =
            () => _ = Conv1DTranspose(2, 3, strides: 2, output_padding: 2)[X(2, 5, 1)],
        ["Conv2DTranspose(2, 3, output_padding=1)(X(2, 5, 5, 1))"] = () => _ = Conv2DTranspose(2, 3, output_padding: 1)[X(2, 5, 5, 1)],
        ["Conv2DTranspose(2, 3)(X(2, 5, 5))"] = () => _ = Conv2DTranspose(2, 3)[X(2, 5, 5)],
        ["SeparableConv2D(2, 3)(X(2, 5, 5))"] = () => _ = SeparableConv2D(2, 3)[X(2, 5, 5)],
        ["SeparableConv1D(2, 3)(X(2, 5, 5, 1))"] = () => _ = SeparableConv1D(2, 3)[X(2, 5, 5, 1)],
        ["DepthwiseConv1D(3)(X(2, 5, 5, 1))"] = () => _ = DepthwiseConv1D(3)[X(2, 5, 5, 1)],
        ["SeparableConv1D(2, 3, depth_multiplier=0)"] = () => SeparableConv1D(2, 3, depth_multiplier: 0),
        ["DepthwiseConv2D(3)(X(2, 5, 5))"] = () => _ = DepthwiseConv2D(3)[X(2, 5, 5)],
        ["DepthwiseConv2D(0)"] = () => DepthwiseConv2D(0),
        ["LocallyConnected1D(2, 3, padding='same')"] = () => LocallyConnected1D(2, 3, padding: "same"),
        ["LocallyConnected1D(2, 3)(S(None, 3))"] = () => _ = LocallyConnected1D(2, 3)[S(null, 3)],
        ["LocallyConnected1D(2, 3, implementation=4)(X(2, 5, 1))"] = () => _ = LocallyConnected1D(2, 3, implementation: 4)[X(2, 5, 1)],
        ["LocallyConnected2D(2, 3)(X(2, 5, 5))"] = () => _ = LocallyConnected2D(2, 3)[X(2, 5, 5)],
        ["MaxPooling1D(0)"] = () => MaxPooling1D(0),
        ["MaxPooling1D(-1)"] = () => MaxPooling1D(-1),
        ["MaxPooling1D(2, strides=0)"] = () => MaxPooling1D(2, strides: 0),
        ["MaxPooling1D(2, padding='some')"] = () => MaxPooling1D(2, padding: "some"),
        ["MaxPooling2D((2, 2, 2))"] = () => MaxPooling2D((2, 2, 2)),
        ["MaxPooling2D(2)(X(2, 5, 5))"] = () => _ = MaxPooling2D(2)[X(2, 5, 5)],
        ["AveragePooling2D(2, data_format='first')"] = () => AveragePooling2D(2, data_format: "first"),
        ["AveragePooling1D(2)(X(2, 3))"] = () => _ = AveragePooling1D(2)[X(2, 3)],
        ["AveragePooling3D(2)(X(2, 5, 5, 1))"] = () => _ = AveragePooling3D(2)[X(2, 5, 5, 1)],
        ["GlobalMaxPooling1D()(X(2, 3))"] = () => _ = GlobalMaxPooling1D()[X(2, 3)],
        ["GlobalAveragePooling2D()(X(2, 3, 4))"] = () => _ = GlobalAveragePooling2D()[X(2, 3, 4)],
        // normalization, attention, merging
        ["BatchNormalization(axis=5)(Z(2, 3))"] = () => _ = BatchNormalization(axis: 5)[Z(2, 3)],
        ["BatchNormalization(axis=[1, 1])(Z(2, 3))"] = () => _ = BatchNormalization(axis: [1, 1])[Z(2, 3)],
        ["BatchNormalization()(S(None))"] = () => _ = BatchNormalization()[S(None)],
        ["LayerNormalization(axis=5)(Z(2, 3))"] = () => _ = LayerNormalization(axis: 5)[Z(2, 3)],
        ["LayerNormalization(axis=[1, 1])(Z(2, 3))"] = () => _ = LayerNormalization(axis: [1, 1])[Z(2, 3)],
        ["LayerNormalization()(S(None))"] = () => _ = LayerNormalization()[S(None)],
        ["UnitNormalization(axis=5)(Z(2, 3))"] = () => _ = UnitNormalization(axis: 5)[Z(2, 3)],
        ["Add()(Z(2, 3))"] = () => _ = Add()[Z(2, 3)],
        ["Add()([Z(2, 3), Z(2, 4)])"] = () => _ = Add()[[Z(2, 3), Z(2, 4)]],
        ["Multiply()([Z(2, 3), Z(2, 4)])"] = () => _ = Multiply()[[Z(2, 3), Z(2, 4)]],
        ["Average()([Z(2, 3), Z(2, 4)])"] = () => _ = Average()[[Z(2, 3), Z(2, 4)]],
        ["Subtract()([Z(2, 3), Z(2, 3), Z(2, 3)])"] = () => _ = Subtract()[[Z(2, 3), Z(2, 3), Z(2, 3)]],
        ["Subtract()([Z(2, 3)])"] = () => _ = Subtract()[[Z(2, 3)]],
        ["Maximum()(Z(2, 3))"] = () => _ = Maximum()[Z(2, 3)],
        ["Concatenate()(Z(2, 3))"] = () => _ = Concatenate()[Z(2, 3)],
        ["Concatenate()([Z(2, 3), Z(3, 4)])"] = () => _ = Concatenate()[[Z(2, 3), Z(3, 4)]],
        ["Concatenate(axis=5)([Z(2, 3), Z(2, 3)])"] = () => _ = Concatenate(axis: 5)[[Z(2, 3), Z(2, 3)]],
        ["Concatenate(axis=1)([Z(2, 3), Z(2, 3, 4)])"] = () => _ = Concatenate(axis: 1)[[Z(2, 3), Z(2, 3, 4)]],
        ["Dot(1)([Z(2, 3), Z(2, 4)])"] = () => _ = Dot(1)[[Z(2, 3), Z(2, 4)]],
        ["Dot((1, 2, 3))"] = () => Dot((1, 2, 3)),
        ["Dot(5)([Z(2, 3), Z(2, 3)])"] = () => _ = Dot(5)[[Z(2, 3), Z(2, 3)]],
        ["Dot(1)([Z(2, 3)])"] = () => _ = Dot(1)[[Z(2, 3)]],
        ["Attention()(Z(2, 3, 4))"] = () => _ = Attention()[Z(2, 3, 4)],
        ["Attention()([Z(2, 3, 4)])"] = () => _ = Attention()[[Z(2, 3, 4)]],
        ["Attention()([Z(2, 3, 4), Z(2, 5, 6)])"] = () => _ = Attention()[[Z(2, 3, 4), Z(2, 5, 6)]],
        ["Attention()([Z(2, 3, 4), Z(2, 5, 4)], mask=[None])"] = () => _ = Attention()[[Z(2, 3, 4), Z(2, 5, 4)], mask: [null]],
        ["AdditiveAttention()([Z(2, 3, 4)])"] = () => _ = AdditiveAttention()[[Z(2, 3, 4)]],
        ["MultiHeadAttention(2, 3)(Z(2, 3, 4), Z(2, 5))"] = () => _ = MultiHeadAttention(2, 3)[Z(2, 3, 4), Z(2, 5)],
        ["EinsumDense('ab,bc->ad', output_shape=4)(Z(2, 3))"] =
            () => _ = keras.layers.experimental.EinsumDense("ab,bc->ad", output_shape: 4)[Z(2, 3)],
        ["EinsumDense('abbc', output_shape=4)(Z(2, 3))"] =
            () => _ = keras.layers.experimental.EinsumDense("abbc", output_shape: 4)[Z(2, 3)],
        ["EinsumDense('ab,bc->ac', output_shape=4, bias_axes='z')(Z(2, 3))"] =
            () => _ = keras.layers.experimental.EinsumDense("ab,bc->ac", output_shape: 4, bias_axes: "z")[Z(2, 3)],
        // recurrent
        ["SimpleRNN(-1)"] = () => SimpleRNN(-1),
        ["LSTM(-1)"] = () => LSTM(-1),
        ["GRU(-1)"] = () => GRU(-1),
        ["LSTMCell(-1)"] = () => LSTMCell(-1),
        ["LSTMCell(2)(Z(2, 3))"] = () => _ = LSTMCell(2)[Z(2, 3)],
        ["SimpleRNN(4)(Z(2, 3))"] = () => _ = SimpleRNN(4)[Z(2, 3)],
        ["LSTM(4)(Z(2, 3))"] = () => _ = LSTM(4)[Z(2, 3)],
        ["GRU(4)(Z(2, 3, 4, 5))"] = () => _ = GRU(4)[Z(2, 3, 4, 5)],
        ["LSTM(4, activation='tanhh')"] = () => LSTM(4, activation: "tanhh"),
        ["LSTM(4, recurrent_initializer='ortho')"] = () => LSTM(4, recurrent_initializer: "ortho"),
        ["SimpleRNN(3, stateful=True)(S(3, 4))"] = () => _ = SimpleRNN(3, stateful: true)[S(3, 4)],
        ["SimpleRNN(3, unroll=True)(S(None, 4))"] = () => _ = SimpleRNN(3, unroll: true)[S(null, 4)],
        ["LSTM(4)(Z(2, 3, 5), initial_state=[Z(2, 4)])"] = () => _ = LSTM(4)[Z(2, 3, 5), initial_state: [Z(2, 4)]],
        ["LSTM(4)(Z(2, 3, 5), initial_state=[Z(2, 5), Z(2, 5)])"] = () => _ = LSTM(4)[Z(2, 3, 5), initial_state: [Z(2, 5), Z(2, 5)]],
        ["LSTM(4)(Z(2, 3, 5), initial_state=[Z(2, 4), Z(2, 4), Z(2, 4)])"] =
            () => _ = LSTM(4)[Z(2, 3, 5), initial_state: [Z(2, 4), Z(2, 4), Z(2, 4)]],
        ["SimpleRNN(4)(Z(2, 3, 5), initial_state=Z(2, 6))"] = () => _ = SimpleRNN(4)[Z(2, 3, 5), initial_state: Z(2, 6)],
        ["SimpleRNN(4)(Z(2, 3, 5), mask=np.ones((2, 9), bool))"] = () => _ = SimpleRNN(4)[Z(2, 3, 5), mask: K.equal(Z(2, 9), Z(2, 9))],
        ["LSTM(3).reset_states()"] = () => LSTM(3).reset_states(),
        ["Stateful().reset_states([X(4, 2)])"] = () => Stateful().reset_states([X(4, 2)]),
        ["Stateful().reset_states([X(4, 3), X(4, 3)])"] = () => Stateful().reset_states([X(4, 3), X(4, 3)]),
        ["Stateful()(Z(2, 3, 5))"] = () => _ = Stateful()[Z(2, 3, 5)],
        ["RNN(None)"] = () => RNN(default),
        ["RNN([LSTMCell(2), None])"] = () => RNN([LSTMCell(2), default]),
        ["StackedRNNCells([])(Z(2, 3))"] = () => _ = StackedRNNCells([])[Z(2, 3)],
        ["StackedRNNCells([None])"] = () => StackedRNNCells([default]),
        ["Bidirectional(None)"] = () => Bidirectional(default),
        ["Bidirectional(Dense(3))"] = () => Bidirectional(Dense(3)),
        ["Bidirectional(LSTM(3), merge_mode='add')"] = () => Bidirectional(LSTM(3), merge_mode: "add"),
        ["Bidirectional(LSTM(3), backward_layer=LSTM(3))"] = () => Bidirectional(LSTM(3), backward_layer: LSTM(3)),
        ["Bidirectional(LSTM(3), backward_layer=Dense(3))"] = () => Bidirectional(LSTM(3), backward_layer: Dense(3)),
        ["Bidirectional(LSTM(3))(Z(2, 3))"] = () => _ = Bidirectional(LSTM(3))[Z(2, 3)],
        ["Bidirectional(LSTM(3))(Z(2, 3, 4), initial_state=[Z(2, 3), Z(2, 3), Z(2, 3)])"] =
            () => _ = Bidirectional(LSTM(3))[Z(2, 3, 4), initial_state: [Z(2, 3), Z(2, 3), Z(2, 3)]],
        ["TimeDistributed(None)"] = () => TimeDistributed(default),
        ["TimeDistributed(Dense(2))(Z(3))"] = () => _ = TimeDistributed(Dense(2))[Z(3)],
        ["TimeDistributed(Dense(2))(Z(2, 3))"] = () => _ = TimeDistributed(Dense(2))[Z(2, 3)],
        ["ConvLSTM2D(2, 3)(Z(2, 3, 4))"] = () => _ = ConvLSTM2D(2, 3)[Z(2, 3, 4)],
        ["ConvLSTM1D(2, 3, data_format='first')"] = () => ConvLSTM1D(2, 3, data_format: "first"),
        ["ConvLSTM2D(-1, 3)"] = () => ConvLSTM2D(-1, 3),
        ["ConvLSTM2D(2, (3, 3, 3))"] = () => ConvLSTM2D(2, (3, 3, 3)),
        ["ConvLSTM2D(2, 3)(Z(2, 3, 2, 2, 1))"] = () => _ = ConvLSTM2D(2, 3)[Z(2, 3, 2, 2, 1)],
        // preprocessing layers
        ["TextVectorization(max_tokens=0)"] = () => TextVectorization(max_tokens: 0),
        ["TextVectorization(output_mode='ints')"] = () => TextVectorization(output_mode: "ints"),
        ["TextVectorization(standardize='lowercase')"] = () => TextVectorization(standardize: "lowercase"),
        ["TextVectorization(split='space')"] = () => TextVectorization(split: "space"),
        ["TextVectorization(output_mode='count', output_sequence_length=4)"] =
            () => TextVectorization(output_mode: "count", output_sequence_length: 4),
        ["TextVectorization(vocabulary=['a', 'a'])"] = () => TextVectorization(vocabulary: ["a", "a"]),
        ["TextVectorization(vocabulary=['a', 'b'], max_tokens=2)"] = () => TextVectorization(vocabulary: ["a", "b"], max_tokens: 2),
        ["TextVectorization()(np.array(['a']))"] = () => _ = TextVectorization()[new[] { "a" }],
        ["StringLookup(vocabulary=['a', 'a'])"] = () => StringLookup(vocabulary: ["a", "a"]),
        ["StringLookup(num_oov_indices=-1)"] = () => StringLookup(num_oov_indices: -1),
        ["StringLookup(output_mode='ints')"] = () => StringLookup(output_mode: "ints"),
        ["StringLookup(max_tokens=1)"] = () => StringLookup(max_tokens: 1),
        ["StringLookup(vocabulary=['a', 'b'], max_tokens=2)"] = () => StringLookup(vocabulary: ["a", "b"], max_tokens: 2),
        ["StringLookup(vocabulary=[])"] = () => StringLookup(vocabulary: []),
        ["StringLookup(vocabulary=['a'], invert=True, output_mode='count')"] =
            () => StringLookup(vocabulary: ["a"], invert: true, output_mode: "count"),
        ["StringLookup(vocabulary=['a', ''], mask_token='')"] = () => StringLookup(vocabulary: ["a", ""], mask_token: ""),
        ["StringLookup(vocabulary=['a'], num_oov_indices=0)(np.array(['b']))"] =
            () => _ = StringLookup(vocabulary: ["a"], num_oov_indices: 0)[new[] { "b" }],
        ["StringLookup().set_vocabulary([])"] = () => StringLookup().set_vocabulary([]),
        ["StringLookup(output_mode='tf_idf').set_vocabulary(['a'])"] = () => StringLookup(output_mode: "tf_idf").set_vocabulary(["a"]),
        ["IntegerLookup(vocabulary=[1, 1])"] = () => IntegerLookup(vocabulary: [1, 1]),
        ["IntegerLookup(max_tokens=0)"] = () => IntegerLookup(max_tokens: 0),
        ["CategoryEncoding(0)"] = () => CategoryEncoding(0),
        ["CategoryEncoding(-1)"] = () => CategoryEncoding(-1),
        ["CategoryEncoding(3, output_mode='ints')"] = () => CategoryEncoding(3, output_mode: "ints"),
        ["CategoryEncoding(3)(np.array([5]))"] = () => _ = CategoryEncoding(3)[new[] { 5 }],
        ["CategoryEncoding(3, 'one_hot')(np.array([[1, 2]]), count_weights=X(1, 2))"] =
            () => _ = CategoryEncoding(3, "one_hot")[new[,] { { 1, 2 } }, count_weights: X(1, 2)],
        ["Discretization([1.], num_bins=3)"] = () => Discretization([1.0], num_bins: 3),
        ["Discretization(num_bins=-1)"] = () => Discretization(num_bins: -1),
        ["Hashing(0)"] = () => Hashing(0),
        ["Hashing(-1)"] = () => Hashing(-1),
        ["Normalization(mean=1.)"] = () => Normalization(mean: 1.0),
        ["Normalization(axis=5).build((None, 3))"] = () => Normalization(axis: 5).build((null, 3)),
        ["Normalization().build((None, None))"] = () => Normalization().build((null, null)),
        ["Resizing(4, 4, interpolation='cubical')"] = () => Resizing(4, 4, interpolation: "cubical"),
        ["Resizing(4, 4)(X(3))"] = () => _ = Resizing(4, 4)[X(3)],
        ["CenterCrop(9, 9)(X(1))"] = () => _ = CenterCrop(9, 9)[X(1)],
        ["CenterCrop(7, 3)(X(2, 5, 3))"] = () => _ = CenterCrop(7, 3)[X(2, 5, 3)],
        ["CenterCrop(-1, 3)(X(5, 5, 3))"] = () => _ = CenterCrop(-1, 3)[X(5, 5, 3)],
        ["RandomCrop(-1, 3)(X(5, 5, 3), training=True)"] = () => _ = RandomCrop(-1, 3)[X(5, 5, 3), training: true],
        ["RandomFlip('diagonal')"] = () => RandomFlip("diagonal"),
        ["RandomRotation(0.1, fill_mode='some')"] = () => RandomRotation(0.1, fill_mode: "some"),
        ["RandomRotation(0.1, interpolation='cubical')"] = () => RandomRotation(0.1, interpolation: "cubical"),
        ["RandomTranslation(2., 0.)"] = () => RandomTranslation(2.0, 0.0),
        ["RandomTranslation(-2., 0.)"] = () => RandomTranslation(-2.0, 0.0),
        ["RandomZoom(-2.)"] = () => RandomZoom(-2.0),
        ["RandomContrast(-1.)"] = () => RandomContrast(-1.0),
        ["RandomHeight(-2.)"] = () => RandomHeight(-2.0),
        ["RandomWidth((0.5, -0.5))"] = () => RandomWidth((0.5, -0.5)),
        // models
        ["Sequential().summary()"] = () => Sequential().summary(),
        ["Sequential().pop()"] = () => Sequential().pop(),
        ["len(Sequential().weights)"] = () => len(Sequential().weights),
        ["Sequential([None])"] = () => Sequential([null]),
        ["Sequential([Dense(1)]).summary()"] = () => Sequential([Dense(1)]).summary(),
        ["len(Sequential([Dense(1)]).weights)"] = () => len(Sequential([Dense(1)]).weights),
        ["Sequential([Dense(1)]).get_weights()"] = () => Sequential([Dense(1)]).get_weights(),
        ["Sequential([Dense(1)]).count_params()"] = () => Sequential([Dense(1)]).count_params(),
        ["Sequential([Dense(1)], name='s').input_shape"] = () => _ = Sequential([Dense(1)], name: "s").input_shape,
        ["Sequential([Dense(1)], name='s').output_shape"] = () => _ = Sequential([Dense(1)], name: "s").output_shape,
        ["Sequential([Dense(1)], name='s').input"] = () => _ = Sequential([Dense(1)], name: "s").input,
        ["Sequential([Dense(1)]).fit(X(4, 3), X(4, 1))"] = () => Sequential([Dense(1)]).fit(X(4, 3), X(4, 1)),
        ["Sequential([Dense(1)]).evaluate(X(4, 3), X(4, 1))"] = () => Sequential([Dense(1)]).evaluate(X(4, 3), X(4, 1)),
        ["Sequential([Dense(1)]).train_on_batch(X(4, 3), X(4, 1))"] = () => Sequential([Dense(1)]).train_on_batch(X(4, 3), X(4, 1)),
        ["Sequential([Dense(1)]).test_on_batch(X(4, 3), X(4, 1))"] = () => Sequential([Dense(1)]).test_on_batch(X(4, 3), X(4, 1)),
        ["Sequential([Dense(1, name='a'), Dense(1, name='a')])"] = () => Sequential([Dense(1, name: "a"), Dense(1, name: "a")]),
        ["Sequential([LSTM(2, return_state=True, input_shape=(3, 4))])"] =
            () => Sequential([LSTM(2, return_state: true, input_shape: (3, 4))]),
        ["Sequential([Dense(1, input_shape=(3,)), LSTM(2)])"] = () => Sequential([Dense(1, input_shape: [3]), LSTM(2)]),
        ["Model(None, None)"] = () => Model(null, null),
        ["Model(S(3), None)"] = () => Model(S(3), null),
        ["Model(S(3), S(4))"] = () => Model(S(3), S(4)),
        ["Model(S(3), X(2, 3))"] = () => Model(S(3), X(2, 3)),
        ["M().add(None)"] = () => M().add(null),
        ["M().add(M().layers[0])"] = () => M().add(M().layers[0]),
        ["M().get_layer('none')"] = () => M().get_layer("none"),
        ["M().get_layer()"] = () => M().get_layer(),
        ["M().get_layer('dense', 0)"] = () => M().get_layer("dense", 0),
        ["M().get_layer(index=9)"] = () => M().get_layer(index: 9),
        ["M().set_weights([X(3, 1)])"] = () => M().set_weights([X(3, 1)]),
        ["M().set_weights(None)"] = () => M().set_weights(null),
        ["M().set_weights([None, None])"] = () => M().set_weights([null, null]),
        ["M().set_weights([X(2, 1), X(1)])"] = () => M().set_weights([X(2, 1), X(1)]),
        ["M().to_yaml()"] = () => M().to_yaml(),
        ["M().predict(X(2, 5))"] = () => M().predict(X(2, 5)),
        ["M().predict(X(2, 3, 4, 5))"] = () => M().predict(X(2, 3, 4, 5)),
        ["M()(X(2, 5))"] = () => _ = M()[X(2, 5)],
        ["M().summary(positions=[1.])"] = () => M().summary(positions: [1.0]),
        ["Two().predict(X(2, 3))"] = () => Two().predict(X(2, 3)),
        ["Two().predict([X(2, 3)])"] = () => Two().predict([X(2, 3)]),
        ["Two().predict([X(2, 3), X(4, 3)])"] = () => Two().predict([X(2, 3), X(4, 3)]),
        ["Two().predict([X(2, 3), X(2, 3), X(2, 3)])"] = () => Two().predict([X(2, 3), X(2, 3), X(2, 3)]),
        ["Two().predict({'a': X(2, 3)})"] = () => Two().predict(new() { ["a"] = X(2, 3) }),
        ["Two().get_layer(index=-9)"] = () => Two().get_layer(index: -9),
        ["clone_model(None)"] = () => clone_model(null),
        ["model_from_json('')"] = () => model_from_json(""),
        ["model_from_json('{}')"] = () => model_from_json("{}"),
        ["model_from_json('{\"class_name\": \"Sequence\", \"config\": {}}')"] =
            () => model_from_json("{\"class_name\": \"Sequence\", \"config\": {}}"),
        ["model_from_json('{\"class_name\": \"Sequential\"}')"] = () => model_from_json("{\"class_name\": \"Sequential\"}"),
        ["keras.layers.deserialize({'class_name': 'Densest', 'config': {}})"] =
            () => keras.layers.deserialize(new Dictionary<string, object?> { ["class_name"] = "Densest", ["config"] = D() }),
        ["keras.layers.deserialize({'config': {}})"] = () => keras.layers.deserialize(new Dictionary<string, object?> { ["config"] = D() }),
        ["keras.layers.deserialize({'class_name': 'Dense', 'config': {}})"] =
            () => keras.layers.deserialize(new Dictionary<string, object?> { ["class_name"] = "Dense", ["config"] = D() }),
        ["keras.layers.deserialize({'class_name': 'Dense', 'config': {'units': 2, 'unit': 3}})"] =
            () => keras.layers.deserialize(
                new Dictionary<string, object?>
                {
                    ["class_name"] = "Dense",
                    ["config"] = new Dictionary<string, object?> { ["units"] = 2, ["unit"] = 3 }
                }),
        ["Dense.from_config({})"] = () => Layer.from_config<Dense>(D()),
        ["Dense.from_config({'units': -2})"] = () => Layer.from_config<Dense>(new Dictionary<string, object?> { ["units"] = -2 }),
        // compile
        ["M().compile(optimizer=None)"] = () => M().compile(optimizer: (string)null!),
        ["M(optimizer='sdg')"] = () => M(optimizer: "sdg"),
        ["M(metrics=['accurracy']).fit(X(4, 3), X(4, 1))"] = () => M(metrics: ["accurracy"]).fit(X(4, 3), X(4, 1)),
        ["M(loss='mean_squared').fit(X(4, 3), X(4, 1))"] = () => M(loss: "mean_squared").fit(X(4, 3), X(4, 1)),
        ["M(loss=None).fit(X(4, 3), X(4, 1))"] = () => Lossless().fit(X(4, 3), X(4, 1)),
        ["M(loss=lambda t, p: None).fit(X(4, 3), X(4, 1))"] =
            () => M(loss: new Func<Tensor, Tensor, Tensor>((t, p) => null!)).fit(X(4, 3), X(4, 1)),
        ["M(metrics=[lambda t, p: None]).fit(X(4, 3), X(4, 1))"] =
            () => M(metrics: [new Func<Tensor, Tensor, Tensor>((t, p) => null!)]).fit(X(4, 3), X(4, 1)),
        ["M(loss={'denser': 'mse'}).fit(X(4, 3), X(4, 1))"] = () => M(loss: new() { ["denser"] = "mse" }).fit(X(4, 3), X(4, 1)),
        ["M(loss_weights=[1., 2.]).fit(X(4, 3), X(4, 1))"] = () => M(loss_weights: [1.0, 2.0]).fit(X(4, 3), X(4, 1)),
        ["M(loss_weights={'denser': 1.}).fit(X(4, 3), X(4, 1))"] = () => M(loss_weights: new() { ["denser"] = 1.0 }).fit(X(4, 3), X(4, 1)),
        ["M(metrics={'denser': 'mae'}).fit(X(4, 3), X(4, 1))"] = () => M(metrics: new() { ["denser"] = "mae" }).fit(X(4, 3), X(4, 1)),
        ["M(steps_per_execution=0)"] = () => M(steps_per_execution: 0),
        ["M(steps_per_execution=-1)"] = () => M(steps_per_execution: -1),
        ["Two(loss=['mse']).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] =
            () => Two(loss: ["mse"]).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)]),
        ["Two(loss={'e': 'mse'}).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] =
            () => Two(loss: new() { ["e"] = "mse" }).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)]),
        ["Two(loss_weights={'e': 2.}).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] =
            () => Two(loss_weights: new() { ["e"] = 2.0 }).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)]),
        ["Two(metrics={'e': 'mae'}).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] =
            () => Two(metrics: new() { ["e"] = "mae" }).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)]),
        ["Two(metrics=[['mae'], ['mae'], ['mae']]).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)])"] =
            () => Two(metrics: [["mae"], ["mae"], ["mae"]]).fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)]),
        // fit, evaluate, predict
        ["M().fit(None)"] = () => M().fit(null),
        ["M().fit(X(4, 3))"] = () => M().fit(X(4, 3)),
        ["M().fit(X(4, 3), X(5, 1))"] = () => M().fit(X(4, 3), X(5, 1)),
        ["M().fit(X(0, 3), X(0, 1))"] = () => M().fit(X(0, 3), X(0, 1)),
        ["M().fit(X(4, 5), X(4, 1))"] = () => M().fit(X(4, 5), X(4, 1)),
        ["M().fit(np.array(['a', 'b']), X(2, 1))"] = () => M().fit(new[] { "a", "b" }, X(2, 1)),
        ["M().fit(X(4, 3), X(4, 1), batch_size=0)"] = () => M().fit(X(4, 3), X(4, 1), batch_size: 0),
        ["M().fit(X(4, 3), X(4, 1), batch_size=-1)"] = () => M().fit(X(4, 3), X(4, 1), batch_size: -1),
        ["M().fit(X(4, 3), X(4, 1), steps_per_epoch=0)"] = () => M().fit(X(4, 3), X(4, 1), steps_per_epoch: 0),
        ["M().fit(X(4, 3), X(4, 1), steps_per_epoch=-1)"] = () => M().fit(X(4, 3), X(4, 1), steps_per_epoch: -1),
        ["M().fit(X(4, 3), X(4, 1), validation_split=1.)"] = () => M().fit(X(4, 3), X(4, 1), validation_split: 1.0),
        ["M().fit(X(4, 3), X(4, 1), validation_split=-0.5)"] = () => M().fit(X(4, 3), X(4, 1), validation_split: -0.5),
        ["M().fit(X(4, 3), X(4, 1), validation_split=float('nan'))"] = () => M().fit(X(4, 3), X(4, 1), validation_split: double.NaN),
        ["M().fit(X(4, 3), X(4, 1), validation_data=(X(4, 3), X(5, 1)))"] =
            () => M().fit(X(4, 3), X(4, 1), validation_data: (X(4, 3), X(5, 1))),
        ["M().fit(X(4, 3), X(4, 1), validation_data=(X(4, 5), X(4, 1)))"] =
            () => M().fit(X(4, 3), X(4, 1), validation_data: (X(4, 5), X(4, 1))),
        ["M().fit(X(4, 3), X(4, 1), validation_data=(X(4, 3), X(4, 1)), validation_freq=0)"] =
            () => M().fit(X(4, 3), X(4, 1), validation_data: (X(4, 3), X(4, 1)), validation_freq: 0),
        ["M().fit(X(4, 3), X(4, 1), validation_data=(X(4, 3), X(4, 1)), validation_steps=-1)"] =
            () => M().fit(X(4, 3), X(4, 1), validation_data: (X(4, 3), X(4, 1)), validation_steps: -1),
        ["M().fit(X(4, 3), X(4, 1), validation_data=(X(4, 3), X(4, 1)), validation_batch_size=0)"] =
            () => M().fit(X(4, 3), X(4, 1), validation_data: (X(4, 3), X(4, 1)), validation_batch_size: 0),
        ["M().fit(X(4, 3), X(4, 1), sample_weight=X(5))"] = () => M().fit(X(4, 3), X(4, 1), sample_weight: X(5)),
        ["M().fit(X(4, 3), X(4, 1), sample_weight=X(4, 2))"] = () => M().fit(X(4, 3), X(4, 1), sample_weight: X(4, 2)),
        ["M().fit(X(4, 3), X(4, 1), class_weight={})"] = () => M().fit(X(4, 3), X(4, 1), class_weight: new() {  }),
        ["M().fit(X(4, 3), X(4, 1), class_weight={1: 1.})"] = () => M().fit(X(4, 3), X(4, 1), class_weight: new() { [1] = 1.0 }),
        ["M().fit(X(4, 3), X(4, 1), class_weight={0: 1., 2: 1.})"] =
            () => M().fit(X(4, 3), X(4, 1), class_weight: new() { [0] = 1.0, [2] = 1.0 }),
        ["M().fit(X(4, 3), X(4, 1), class_weight={-1: 1.})"] = () => M().fit(X(4, 3), X(4, 1), class_weight: new() { [-1] = 1.0 }),
        ["M().fit(X(4, 3), X(4, 1), callbacks=[None])"] = () => M().fit(X(4, 3), X(4, 1), callbacks: [null]),
        ["M().fit(X(4, 3), X(4, 1), verbose='loud')"] = () => M().fit(X(4, 3), X(4, 1), verbose: "loud"),
        ["M().fit(X(4, 3), X(4, 1), shuffle='all')"] = () => M().fit(X(4, 3), X(4, 1), shuffle: "all"),
        ["M().fit([X(4, 3), X(4, 3)], X(4, 1))"] = () => M().fit([X(4, 3), X(4, 3)], X(4, 1)),
        ["M().fit({'b': X(4, 3)}, X(4, 1))"] = () => M().fit(new() { ["b"] = X(4, 3) }, X(4, 1)),
        ["M().fit(X(4, 3), {'denser': X(4, 1)})"] = () => M().fit(X(4, 3), new() { ["denser"] = X(4, 1) }),
        ["M().fit(X(4, 3), [X(4, 1), X(4, 1)])"] = () => M().fit(X(4, 3), [X(4, 1), X(4, 1)]),
        ["Two().fit([X(4, 3), X(4, 3)], [X(4, 1), X(5, 1)])"] = () => Two().fit([X(4, 3), X(4, 3)], [X(4, 1), X(5, 1)]),
        ["Two().fit([X(4, 3), X(4, 3)], {'c': X(4, 1), 'e': X(4, 1)})"] =
            () => Two().fit([X(4, 3), X(4, 3)], new() { ["c"] = X(4, 1), ["e"] = X(4, 1) }),
        ["Two().fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)], class_weight={0: 1.})"] =
            () => Two().fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)], class_weight: new() { [0] = 1.0 }),
        ["Two().fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)], sample_weight={'e': X(4)})"] =
            () => Two().fit([X(4, 3), X(4, 3)], [X(4, 1), X(4, 1)], sample_weight: new() { ["e"] = X(4) }),
        ["M().evaluate(None)"] = () => M().evaluate(null),
        ["M().evaluate(X(4, 3))"] = () => M().evaluate(X(4, 3)),
        ["M().evaluate(X(4, 3), X(5, 1))"] = () => M().evaluate(X(4, 3), X(5, 1)),
        ["M().evaluate(X(0, 3), X(0, 1))"] = () => M().evaluate(X(0, 3), X(0, 1)),
        ["M().evaluate(X(4, 3), X(4, 1), batch_size=0)"] = () => M().evaluate(X(4, 3), X(4, 1), batch_size: 0),
        ["M().evaluate(X(4, 3), X(4, 1), batch_size=-1)"] = () => M().evaluate(X(4, 3), X(4, 1), batch_size: -1),
        ["M().evaluate(X(4, 3), X(4, 1), steps=0)"] = () => M().evaluate(X(4, 3), X(4, 1), steps: 0),
        ["M().evaluate(X(4, 3), X(4, 1), steps=-1)"] = () => M().evaluate(X(4, 3), X(4, 1), steps: -1),
        ["M().evaluate(X(4, 3), X(4, 1), callbacks=[None])"] = () => M().evaluate(X(4, 3), X(4, 1), callbacks: [null]),
        ["M().predict(None)"] = () => M().predict(null),
        ["M().predict(X(0, 3))"] = () => M().predict(X(0, 3)),
        ["M().predict(X(4, 3), batch_size=0)"] = () => M().predict(X(4, 3), batch_size: 0),
        ["M().predict(X(4, 3), batch_size=-1)"] = () => M().predict(X(4, 3), batch_size: -1),
        ["M().predict(X(4, 3), steps=0)"] = () => M().predict(X(4, 3), steps: 0),
        ["M().predict(X(4, 3), steps=-1)"] = () => M().predict(X(4, 3), steps: -1),
        ["M().predict(X(4, 3), callbacks=[None])"] = () => M().predict(X(4, 3), callbacks: [null]),
        ["M().train_on_batch(None)"] = () => M().train_on_batch(null),
        ["M().train_on_batch(X(4, 3))"] = () => M().train_on_batch(X(4, 3)),
        ["M().train_on_batch(X(4, 3), X(5, 1))"] = () => M().train_on_batch(X(4, 3), X(5, 1)),
        ["M().train_on_batch(X(4, 3), X(4, 1), class_weight={1: 1.})"] =
            () => M().train_on_batch(X(4, 3), X(4, 1), class_weight: new() { [1] = 1.0 }),
        ["M().test_on_batch(X(4, 3), X(5, 1))"] = () => M().test_on_batch(X(4, 3), X(5, 1)),
        ["M().test_on_batch(X(4, 5), X(4, 1))"] = () => M().test_on_batch(X(4, 5), X(4, 1)),
        ["M().predict_on_batch(X(4, 5))"] = () => M().predict_on_batch(X(4, 5)),
        ["M().predict_on_batch(None)"] = () => M().predict_on_batch(null),
        ["M(loss='sparse_categorical_crossentropy').fit(X(4, 3), np.full((4, 1), 7.))"] =
            () => M(loss: "sparse_categorical_crossentropy").fit(X(4, 3), Full(4, 7.0)),
        ["M(loss='categorical_crossentropy').fit(X(4, 3), X(4, 3))"] = () => M(loss: "categorical_crossentropy").fit(X(4, 3), X(4, 3)),
        ["M(loss='sparse_categorical_crossentropy').fit(X(4, 3), np.full((4, 1), np.nan))"] =
            () => M(loss: "sparse_categorical_crossentropy").fit(X(4, 3), Full(4, np.nan)),
        // losses
        ["losses.get('mean_squared')"] = () => keras.losses.get("mean_squared"),
        ["losses.deserialize('mean_squared')"] = () => keras.losses.deserialize("mean_squared"),
        ["losses.MeanSquaredError(reduction='mean')"] = () => keras.losses.MeanSquaredError(reduction: "mean"),
        ["losses.MeanSquaredError()(Z(2, 3), Z(2, 4))"] = () => _ = keras.losses.MeanSquaredError()[Z(2, 3), Z(2, 4)],
        ["losses.mse(Z(2, 3), Z(4, 5))"] = () => keras.losses.mse(Z(2, 3), Z(4, 5)),
        ["losses.mae(Z(2, 3), Z(4, 5))"] = () => keras.losses.mae(Z(2, 3), Z(4, 5)),
        ["losses.CategoricalCrossentropy()(Z(2, 3), Z(2, 4))"] = () => _ = keras.losses.CategoricalCrossentropy()[Z(2, 3), Z(2, 4)],
        ["losses.categorical_crossentropy(Z(2, 3), Z(2, 4))"] = () => keras.losses.categorical_crossentropy(Z(2, 3), Z(2, 4)),
        ["losses.binary_crossentropy(Z(2, 3), Z(2, 4))"] = () => keras.losses.binary_crossentropy(Z(2, 3), Z(2, 4)),
        ["losses.sparse_categorical_crossentropy(tf.constant([7]), Z(1, 3))"] =
            () => keras.losses.sparse_categorical_crossentropy(tf.constant([7]), Z(1, 3)),
        ["losses.sparse_categorical_crossentropy(tf.constant([-1]), Z(1, 3))"] =
            () => keras.losses.sparse_categorical_crossentropy(tf.constant([-1]), Z(1, 3)),
        ["losses.sparse_categorical_crossentropy(tf.constant([0, 1, 2]), Z(2, 3))"] =
            () => keras.losses.sparse_categorical_crossentropy(tf.constant([0, 1, 2]), Z(2, 3)),
        ["losses.CosineSimilarity(axis=5)(Z(2, 3), Z(2, 3))"] = () => _ = keras.losses.CosineSimilarity(axis: 5)[Z(2, 3), Z(2, 3)],
        ["losses.Huber()(Z(2, 3), Z(4, 5))"] = () => _ = keras.losses.Huber()[Z(2, 3), Z(4, 5)],
        ["losses.MeanSquaredError()(Z(2, 3), Z(2, 3), sample_weight=Z(5))"] =
            () => _ = keras.losses.MeanSquaredError()[Z(2, 3), Z(2, 3), sample_weight: Z(5)],
        ["losses.MeanSquaredError()(None, Z(2, 3))"] = () => _ = keras.losses.MeanSquaredError()[null, Z(2, 3)],
        ["losses.MeanSquaredError()(Z(2, 3), None)"] = () => _ = keras.losses.MeanSquaredError()[Z(2, 3), null],
        ["losses.Hinge()(Z(2, 3), Z(4, 5))"] = () => _ = keras.losses.Hinge()[Z(2, 3), Z(4, 5)],
        ["losses.kl_divergence(Z(2, 3), Z(4, 5))"] = () => keras.losses.kl_divergence(Z(2, 3), Z(4, 5)),
        // metrics
        ["metrics.get('accurracy')"] = () => keras.metrics.get("accurracy"),
        ["metrics.deserialize('accurracy')"] = () => keras.metrics.deserialize("accurracy"),
        ["metrics.Mean().update_state(None)"] = () => keras.metrics.Mean().update_state((Tensor)null!),
        ["metrics.Mean().update_state(X(3), sample_weight=X(2))"] = () => keras.metrics.Mean().update_state(X(3), sample_weight: X(2)),
        ["metrics.Mean(dtype='float33')"] = () => keras.metrics.Mean(dtype: "float33"),
        ["metrics.MeanSquaredError().update_state(X(2, 3), X(4, 5))"] =
            () => keras.metrics.MeanSquaredError().update_state(X(2, 3), X(4, 5)),
        ["metrics.Accuracy().update_state(X(2, 3), X(4, 5))"] = () => keras.metrics.Accuracy().update_state(X(2, 3), X(4, 5)),
        ["metrics.BinaryAccuracy().update_state(X(2, 3), X(4, 5))"] = () => keras.metrics.BinaryAccuracy().update_state(X(2, 3), X(4, 5)),
        ["metrics.CategoricalAccuracy().update_state(None, X(2, 3))"] =
            () => keras.metrics.CategoricalAccuracy().update_state(null, X(2, 3)),
        ["metrics.SparseCategoricalAccuracy().update_state(X(5), X(2, 3))"] =
            () => keras.metrics.SparseCategoricalAccuracy().update_state(X(5), X(2, 3)),
        ["metrics.AUC(num_thresholds=1)"] = () => keras.metrics.AUC(num_thresholds: 1),
        ["metrics.AUC(curve='RO')"] = () => keras.metrics.AUC(curve: "RO"),
        ["metrics.AUC(summation_method='middle')"] = () => keras.metrics.AUC(summation_method: "middle"),
        ["metrics.AUC().update_state(np.array([1.]), np.array([2.]))"] =
            () => keras.metrics.AUC().update_state(new[] { 1.0 }, new[] { 2.0 }),
        ["metrics.AUC().update_state(X(3), X(4))"] = () => keras.metrics.AUC().update_state(X(3), X(4)),
        ["metrics.Precision(thresholds=2.)"] = () => keras.metrics.Precision(thresholds: 2.0),
        ["metrics.Precision(thresholds=[-1.])"] = () => keras.metrics.Precision(thresholds: [-1.0]),
        ["metrics.Precision(class_id=7).update_state(X(2, 3), X(2, 3))"] =
            () => keras.metrics.Precision(class_id: 7).update_state(X(2, 3), X(2, 3)),
        ["metrics.Recall(thresholds=-1.)"] = () => keras.metrics.Recall(thresholds: -1.0),
        ["metrics.Recall(top_k=7).update_state(X(2, 3), X(2, 3))"] = () => keras.metrics.Recall(top_k: 7).update_state(X(2, 3), X(2, 3)),
        ["metrics.TruePositives(thresholds=2.)"] = () => keras.metrics.TruePositives(thresholds: 2.0),
        ["metrics.SensitivityAtSpecificity(1.5)"] = () => keras.metrics.SensitivityAtSpecificity(1.5),
        ["metrics.SensitivityAtSpecificity(0.5, num_thresholds=0)"] = () => keras.metrics.SensitivityAtSpecificity(0.5, num_thresholds: 0),
        ["metrics.SpecificityAtSensitivity(-1.)"] = () => keras.metrics.SpecificityAtSensitivity(-1.0),
        ["metrics.PrecisionAtRecall(2.)"] = () => keras.metrics.PrecisionAtRecall(2.0),
        ["metrics.RecallAtPrecision(2.)"] = () => keras.metrics.RecallAtPrecision(2.0),
        ["metrics.MeanIoU(2).update_state(np.array([5]), np.array([0]))"] =
            () => keras.metrics.MeanIoU(2).update_state(new[] { 5 }, new[] { 0 }),
        ["metrics.IoU(2, target_class_ids=[2])"] = () => keras.metrics.IoU(2, target_class_ids: [2]),
        ["metrics.IoU(2, target_class_ids=[])"] = () => keras.metrics.IoU(2, target_class_ids: []),
        ["metrics.MeanIoU(-1)"] = () => keras.metrics.MeanIoU(-1),
        ["metrics.BinaryIoU(target_class_ids=[2])"] = () => keras.metrics.BinaryIoU(target_class_ids: [2]),
        ["metrics.MeanTensor(shape=(3,)).update_state(Z(4))"] = () => keras.metrics.MeanTensor(shape: [3]).update_state(Z(4)),
        ["metrics.MeanTensor().result()"] = () => keras.metrics.MeanTensor().result(),
        // optimizers
        ["optimizers.get('sdg')"] = () => keras.optimizers.get("sdg"),
        ["optimizers.get(None)"] = () => keras.optimizers.get((string)null!),
        ["optimizers.deserialize({'class_name': 'SDG', 'config': {}})"] =
            () => keras.optimizers.deserialize(new Dictionary<string, object?> { ["class_name"] = "SDG", ["config"] = D() }),
        ["optimizers.SGD(momentum=2.)"] = () => keras.optimizers.SGD(momentum: 2.0),
        ["optimizers.SGD(momentum=-0.1)"] = () => keras.optimizers.SGD(momentum: -0.1),
        ["optimizers.SGD(clipnorm=-1.)"] = () => keras.optimizers.SGD(clipnorm: -1.0),
        ["optimizers.SGD(clipvalue=-1.)"] = () => keras.optimizers.SGD(clipvalue: -1.0),
        ["optimizers.SGD(clipnorm=1., global_clipnorm=1.)"] = () => keras.optimizers.SGD(clipnorm: 1.0, global_clipnorm: 1.0),
        ["optimizers.SGD(decay=-1.)"] = () => keras.optimizers.SGD(decay: -1.0),
        ["optimizers.Ftrl(initial_accumulator_value=-1.)"] = () => keras.optimizers.Ftrl(initial_accumulator_value: -1.0),
        ["optimizers.Ftrl(l1_regularization_strength=-1.)"] = () => keras.optimizers.Ftrl(l1_regularization_strength: -1.0),
        ["optimizers.Ftrl(learning_rate_power=1.)"] = () => keras.optimizers.Ftrl(learning_rate_power: 1.0),
        ["optimizers.Adagrad(initial_accumulator_value=-1.)"] = () => keras.optimizers.Adagrad(initial_accumulator_value: -1.0),
        ["optimizers.RMSprop(momentum=2.)"] = () => keras.optimizers.RMSprop(momentum: 2.0),
        ["optimizers.SGD().apply_gradients([(None, V())])"] = () => keras.optimizers.SGD().apply_gradients([(default, V())]),
        ["optimizers.SGD().apply_gradients([(Z(5), V())])"] = () => keras.optimizers.SGD().apply_gradients([((Gradient)Z(5), V())]),
        ["optimizers.SGD().minimize(lambda: tf.constant(1.), [V()])"] =
            () => keras.optimizers.SGD().minimize(() => tf.constant(1.0), [V()]),
        ["optimizers.SGD().set_weights([X(3)])"] = () => keras.optimizers.SGD().set_weights([X(3)]),
        ["optimizers.SGD().get_slot(V(), 'momentum')"] = () => keras.optimizers.SGD().get_slot(V(), "momentum"),
        ["optimizers.SGD().get_slot(None, 'momentum')"] = () => keras.optimizers.SGD().get_slot(null, "momentum"),
        ["schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.2])"] =
            () => keras.optimizers.schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.2]),
        ["schedules.PiecewiseConstantDecay([], [])"] = () => keras.optimizers.schedules.PiecewiseConstantDecay([], []),
        ["schedules.deserialize({'class_name': 'Decay', 'config': {}})"] =
            () => keras.optimizers.schedules.deserialize(new Dictionary<string, object?> { ["class_name"] = "Decay", ["config"] = D() }),
        // callbacks
        ["callbacks.ModelCheckpoint('a', save_freq='batch')"] = () => keras.callbacks.ModelCheckpoint("a", save_freq: "batch"),
        ["callbacks.ModelCheckpoint(None)"] = () => keras.callbacks.ModelCheckpoint(null),
        ["callbacks.CSVLogger(None)"] = () => keras.callbacks.CSVLogger(null),
        ["callbacks.ReduceLROnPlateau(factor=1.)"] = () => keras.callbacks.ReduceLROnPlateau(factor: 1.0),
        ["callbacks.LearningRateScheduler(None).on_epoch_begin(0)"] =
            () => keras.callbacks.LearningRateScheduler((Func<int, double>)null!).on_epoch_begin(0),
        ["M().fit(X(4, 3), X(4, 1), callbacks=[callbacks.LearningRateScheduler(None)])"] =
            () => M().fit(X(4, 3), X(4, 1), callbacks: [keras.callbacks.LearningRateScheduler((Func<int, double>)null!)]),
        ["M().fit(X(4, 3), X(4, 1), callbacks=[callbacks.CSVLogger('/no/such/folder/a.csv')])"] =
            () => M().fit(X(4, 3), X(4, 1), callbacks: [keras.callbacks.CSVLogger("/no/such/folder/a.csv")]),
        ["M().fit(X(4, 3), X(4, 1), callbacks=[callbacks.ModelCheckpoint('a{none}')])"] =
            () => M().fit(X(4, 3), X(4, 1), callbacks: [keras.callbacks.ModelCheckpoint("a{none}")]),
        ["callbacks.CallbackList([None]).on_train_begin()"] = () => keras.callbacks.CallbackList([null]).on_train_begin(),
        ["callbacks.ProgbarLogger(count_mode='batches')"] = () => keras.callbacks.ProgbarLogger(count_mode: "batches"),
        // initializers, regularizers, constraints, activations
        ["initializers.get('glorot')"] = () => keras.initializers.get("glorot"),
        ["initializers.VarianceScaling(scale=0.)"] = () => keras.initializers.VarianceScaling(scale: 0.0),
        ["initializers.VarianceScaling(scale=-1.)"] = () => keras.initializers.VarianceScaling(scale: -1.0),
        ["initializers.VarianceScaling(mode='fan')"] = () => keras.initializers.VarianceScaling(mode: "fan"),
        ["initializers.VarianceScaling(distribution='even')"] = () => keras.initializers.VarianceScaling(distribution: "even"),
        ["initializers.Orthogonal()((3,))"] = () => _ = keras.initializers.Orthogonal()[[3]],
        ["initializers.Identity()((2, 3, 4))"] = () => _ = keras.initializers.Identity()[(2, 3, 4)],
        ["initializers.Zeros()((2, -3))"] = () => _ = keras.initializers.Zeros()[(2, -3)],
        ["initializers.RandomNormal()((2, -3))"] = () => _ = keras.initializers.RandomNormal()[(2, -3)],
        ["initializers.Constant(X(2))((3,))"] = () => _ = keras.initializers.Constant(X(2))[[3]],
        ["regularizers.get('l3')"] = () => keras.regularizers.get("l3"),
        ["regularizers.OrthogonalRegularizer(mode='diagonal')"] = () => keras.regularizers.OrthogonalRegularizer(mode: "diagonal"),
        ["regularizers.OrthogonalRegularizer()(Z(3))"] = () => _ = keras.regularizers.OrthogonalRegularizer()[Z(3)],
        ["constraints.get('positive')"] = () => keras.constraints.get("positive"),
        ["constraints.MaxNorm(axis=5)(Z(2, 3))"] = () => _ = keras.constraints.MaxNorm(axis: 5)[Z(2, 3)],
        ["keras.activations.get('sigmod')"] = () => keras.activations.get("sigmod"),
        ["keras.activations.softmax(Z(3))"] = () => keras.activations.softmax(Z(3)),
        ["keras.activations.deserialize('sigmod')"] = () => keras.activations.deserialize("sigmod"),
        ["keras.activations.relu(None)"] = () => keras.activations.relu(null),
        // utilities and data
        ["to_categorical([5], num_classes=3)"] = () => to_categorical([5], num_classes: 3),
        ["to_categorical([])"] = () => to_categorical([]),
        ["to_categorical([1], num_classes=-3)"] = () => to_categorical([1], num_classes: -3),
        ["pad_sequences([[1]], padding='before')"] = () => keras.utils.pad_sequences((int[][])[[1]], padding: "before"),
        ["pad_sequences([[1]], truncating='before')"] = () => keras.utils.pad_sequences((int[][])[[1]], truncating: "before"),
        ["pad_sequences([[1]], maxlen=-1)"] = () => keras.utils.pad_sequences((int[][])[[1]], maxlen: -1),
        ["pad_sequences([[1]], dtype='int33')"] = () => keras.utils.pad_sequences((int[][])[[1]], dtype: "int33"),
        ["pad_sequences([[1], None])"] = () => keras.utils.pad_sequences((int[][])[[1], null!]),
        ["TimeseriesGenerator(X(9), X(8), length=2)"] = () => TimeseriesGenerator(X(9), X(8), length: 2),
        ["TimeseriesGenerator(X(3), X(3), length=5)"] = () => TimeseriesGenerator(X(3), X(3), length: 5),
        ["TimeseriesGenerator(X(9), X(9), length=2, start_index=8, end_index=3)"] =
            () => TimeseriesGenerator(X(9), X(9), length: 2, start_index: 8, end_index: 3),
        ["TimeseriesGenerator(X(9), X(9), length=2, stride=0)"] = () => TimeseriesGenerator(X(9), X(9), length: 2, stride: 0),
        ["TimeseriesGenerator(X(9), X(9), length=2, batch_size=0)[0]"] =
            () => _ = TimeseriesGenerator(X(9), X(9), length: 2, batch_size: 0)[0],
        ["make_sampling_table(-1)"] = () => make_sampling_table(-1),
        ["skipgrams([1, 2], 0)"] = () => skipgrams([1, 2], 0),
        ["skipgrams(None, 5)"] = () => skipgrams(null, 5),
        ["skipgrams([1, 2], 3, sampling_table=X(1))"] = () => skipgrams([1, 2], 3, sampling_table: X(1)),
        ["Tokenizer().texts_to_matrix(['a'])"] = () => Tokenizer().texts_to_matrix(["a"]),
        ["Tokenizer(num_words=3).texts_to_matrix(['a'], mode='some')"] = () => Tokenizer(num_words: 3).texts_to_matrix(["a"], mode: "some"),
        ["Tokenizer(num_words=-3).texts_to_matrix(['a'])"] = () => Tokenizer(num_words: -3).texts_to_matrix(["a"]),
        ["Tokenizer().texts_to_sequences(None)"] = () => Tokenizer().texts_to_sequences((IEnumerable<string>)null),
        ["Tokenizer(num_words=3).sequences_to_matrix([[1]], mode='tfidf')"] =
            () => Tokenizer(num_words: 3).sequences_to_matrix([[1]], mode: "tfidf"),
        ["text_to_word_sequence(None)"] = () => text_to_word_sequence(null),
        ["one_hot('a', 0)"] = () => one_hot("a", 0),
        ["one_hot(None, 5)"] = () => one_hot(null, 5),
        ["hashing_trick('a', 1)"] = () => hashing_trick("a", 1),
        ["hashing_trick('a', 5, hash_function='md6')"] = () => hashing_trick("a", 5, hash_function: "md6"),
        ["keras.utils.get_file('a', 'nothing://a.b/c')"] = () => keras.utils.get_file("a", "nothing://a.b/c"),
        ["keras.utils.get_file('a', 'http://127.0.0.1:9/c')"] = () => keras.utils.get_file("a", "http://127.0.0.1:9/c"),
        // keras.backend
        ["K.reshape(Z(2, 3), (4,))"] = () => K.reshape(Z(2, 3), [4]),
        ["K.dot(Z(2, 3), Z(2, 3))"] = () => K.dot(Z(2, 3), Z(2, 3)),
        ["K.batch_dot(Z(2, 3), Z(3, 3))"] = () => K.batch_dot(Z(2, 3), Z(3, 3)),
        ["K.batch_dot(Z(2, 3), Z(2, 4), axes=1)"] = () => K.batch_dot(Z(2, 3), Z(2, 4), axes: 1),
        ["K.concatenate([])"] = () => K.concatenate([]),
        ["K.concatenate([Z(2, 3), Z(3, 4)])"] = () => K.concatenate([Z(2, 3), Z(3, 4)]),
        ["K.concatenate([Z(2, 3), Z(2, 3)], axis=5)"] = () => K.concatenate([Z(2, 3), Z(2, 3)], axis: 5),
        ["K.stack([Z(2, 3), Z(3, 4)])"] = () => K.stack([Z(2, 3), Z(3, 4)]),
        ["K.stack([])"] = () => K.stack([]),
        ["K.gather(Z(2, 3), np.array([5]))"] = () => K.gather(Z(2, 3), new[] { 5 }),
        ["K.tile(Z(2, 3), 2)"] = () => K.tile(Z(2, 3), 2),
        ["K.permute_dimensions(Z(2, 3), (0, 0))"] = () => K.permute_dimensions(Z(2, 3), (0, 0)),
        ["K.permute_dimensions(Z(2, 3), (0, 1, 2))"] = () => K.permute_dimensions(Z(2, 3), (0, 1, 2)),
        ["K.squeeze(Z(2, 3), 1)"] = () => K.squeeze(Z(2, 3), 1),
        ["K.squeeze(Z(2, 3), 5)"] = () => K.squeeze(Z(2, 3), 5),
        ["K.repeat(Z(2, 3, 4), 2)"] = () => K.repeat(Z(2, 3, 4), 2),
        ["K.resize_images(Z(2, 3, 3, 1), 2, 2, 'first')"] = () => K.resize_images(Z(2, 3, 3, 1), 2, 2, "first"),
        ["K.conv1d(Z(2, 9, 1), Z(3, 1, 2), padding='some')"] = () => K.conv1d(Z(2, 9, 1), Z(3, 1, 2), padding: "some"),
        ["K.conv2d(Z(2, 5, 5, 1), Z(3, 3, 2, 2))"] = () => K.conv2d(Z(2, 5, 5, 1), Z(3, 3, 2, 2)),
        ["K.pool2d(Z(2, 5, 5, 1), (2, 2), pool_mode='mean')"] = () => K.pool2d(Z(2, 5, 5, 1), (2, 2), pool_mode: "mean"),
        ["K.bias_add(Z(2, 3), Z(4))"] = () => K.bias_add(Z(2, 3), Z(4)),
        ["K.bias_add(Z(2, 3), Z(3), data_format='first')"] = () => K.bias_add(Z(2, 3), Z(3), data_format: "first"),
        ["K.sum(Z(2, 3), axis=5)"] = () => K.sum(Z(2, 3), axis: 5),
        ["K.argmax(Z(2, 3), axis=5)"] = () => K.argmax(Z(2, 3), axis: 5),
        ["K.softmax(Z(2, 3), axis=5)"] = () => K.softmax(Z(2, 3), axis: 5),
        ["K.cast(Z(2, 3), 'float33')"] = () => K.cast(Z(2, 3), "float33"),
        ["K.set_floatx('float33')"] = () => K.set_floatx("float33"),
        ["K.set_image_data_format('first')"] = () => K.set_image_data_format("first"),
        ["K.zeros((-1, 2))"] = () => K.zeros((-1, 2)),
        ["K.variable(None)"] = () => K.variable(default),
        ["K.set_value(V(), Z(5))"] = () => K.set_value(V(), Z(5)),
        ["K.categorical_crossentropy(Z(2, 3), Z(2, 4))"] = () => K.categorical_crossentropy(Z(2, 3), Z(2, 4)),
        ["K.sparse_categorical_crossentropy(np.array([7]), Z(1, 3))"] = () => K.sparse_categorical_crossentropy(new[] { 7 }, Z(1, 3)),
        ["K.int_shape(None)"] = () => K.int_shape(default),
        ["K.placeholder(ndim=-1)"] = () => K.placeholder(ndim: -1),
        ["K.moving_average_update(V(), Z(5), 0.5)"] = () => K.moving_average_update(V(), Z(5), 0.5),
        ["K.rnn(None, Z(2, 3, 4), [Z(2, 4)])"] = () => K.rnn(null, Z(2, 3, 4), [Z(2, 4)]),
        ["K.arange(0, 5, 0)"] = () => K.arange(0, 5, 0),
        ["K.l2_normalize(Z(2, 3), axis=5)"] = () => K.l2_normalize(Z(2, 3), axis: 5),
        // tf
        ["tf.reshape(Z(2, 3), (4,))"] = () => tf.reshape(Z(2, 3), [4]),
        ["tf.matmul(Z(2, 3), Z(2, 3))"] = () => tf.matmul(Z(2, 3), Z(2, 3)),
        ["tf.matmul(Z(3), Z(3))"] = () => tf.matmul(Z(3), Z(3)),
        ["tf.concat([Z(2, 3), Z(3, 4)], 0)"] = () => tf.concat([Z(2, 3), Z(3, 4)], 0),
        ["tf.concat([], 0)"] = () => tf.concat([], 0),
        ["tf.add_n([])"] = () => tf.add_n([]),
        ["tf.stack([])"] = () => tf.stack([]),
        ["tf.split(Z(2, 3), 2, axis=1)"] = () => tf.split(Z(2, 3), 2, axis: 1),
        ["tf.split(Z(2, 3), [1, 1], axis=1)"] = () => tf.split(Z(2, 3), [1, 1], axis: 1),
        ["tf.transpose(Z(2, 3), (0, 0))"] = () => tf.transpose(Z(2, 3), (0, 0)),
        ["tf.gather(Z(2, 3), np.array([5]))"] = () => tf.gather(Z(2, 3), new[] { 5 }),
        ["tf.pad(Z(2, 3), [[9, 9], [9, 9]], 'REFLECT')"] = () => tf.pad(Z(2, 3), [[9, 9], [9, 9]], "REFLECT"),
        ["tf.pad(Z(2, 3), [[1, 1], [1, 1]], 'SOME')"] = () => tf.pad(Z(2, 3), [[1, 1], [1, 1]], "SOME"),
        ["tf.slice(Z(2, 3), [0, 0], [5, 5])"] = () => tf.slice(Z(2, 3), [0, 0], [5, 5]),
        ["tf.slice(Z(2, 3), [0], [1])"] = () => tf.slice(Z(2, 3), [0], [1]),
        ["tf.cast(Z(2, 3), 'float33')"] = () => tf.cast(Z(2, 3), "float33"),
        ["tf.range(0, 5, 0)"] = () => tf.range(0, 5, 0),
        ["tf.squeeze(Z(2, 3), 1)"] = () => tf.squeeze(Z(2, 3), 1),
        ["tf.einsum('ab,bc->ac', Z(2, 3), Z(4, 5))"] = () => tf.einsum("ab,bc->ac", Z(2, 3), Z(4, 5)),
        ["tf.einsum('ab->', Z(2, 3), Z(4, 5))"] = () => tf.einsum("ab->", Z(2, 3), Z(4, 5)),
        ["tf.reduce_sum(Z(2, 3), 5)"] = () => tf.reduce_sum(Z(2, 3), 5),
        ["tf.constant([1., 2.], shape=(3,))"] = () => tf.constant([1.0, 2.0], shape: [3]),
        ["tf.broadcast_to(Z(2, 3), (2, 4))"] = () => tf.broadcast_to(Z(2, 3), (2, 4)),
        ["tf.tile(Z(2, 3), [1])"] = () => tf.tile(Z(2, 3), [1]),
        ["tf.boolean_mask(Z(2, 3), np.array([True, False, True]))"] = () => tf.boolean_mask(Z(2, 3), new[] { true, false, true }),
        ["tf.Variable(None)"] = () => tf.Variable(default),
        ["V().assign(Z(5))"] = () => V().assign(Z(5)),
        ["V().assign_add(Z(5))"] = () => V().assign_add(Z(5)),
        ["tf.constant([1., 2.]) + tf.constant([1., 2., 3.])"] = () => _ = tf.constant([1.0, 2.0]) + tf.constant([1.0, 2.0, 3.0]),
        ["tf.convert_to_tensor(None)"] = () => tf.convert_to_tensor(default),
        ["tf.gather_nd(Z(2, 3), np.array([[5, 0]]))"] = () => tf.gather_nd(Z(2, 3), new[,] { { 5, 0 } }),
        ["tf.linalg.global_norm([])"] = () => tf.linalg.global_norm([]),
        ["tf.clip_by_value(Z(2), 1., Z(5))"] = () => tf.clip_by_value(Z(2), 1.0, Z(5)),
        ["tf.argmax(Z(2, 3), axis=5)"] = () => tf.argmax(Z(2, 3), axis: 5),
        ["tf.nn.softmax(Z(2, 3), axis=5)"] = () => tf.nn.softmax(Z(2, 3), axis: 5),
        ["tf.nn.dropout(Z(2, 3), 1.5)"] = () => tf.nn.dropout(Z(2, 3), 1.5),
        ["tf.random.uniform((2,), maxval=None, dtype='int32')"] = () => tf.random.uniform([2], maxval: null, dtype: "int32"),
        ["tf.unstack(Z(2, 3), num=5)"] = () => tf.unstack(Z(2, 3), num: 5),
        ["tf.cumsum(Z(2, 3), axis=5)"] = () => tf.cumsum(Z(2, 3), axis: 5),
        ["tf.math.top_k(Z(2, 3), k=5)"] = () => tf.math.top_k(Z(2, 3), k: 5),
        ["tf.roll(Z(2, 3), 1, 5)"] = () => tf.roll(Z(2, 3), 1, 5),
        ["tf.reverse(Z(2, 3), [5])"] = () => tf.reverse(Z(2, 3), [5]),
        ["tf.linspace(0., 1., 0)"] = () => tf.linspace(0.0, 1.0, 0),
        ["tf.constant([1., 2.])[5]"] = () => _ = tf.constant([1.0, 2.0])[5],
        ["tf.constant([1., 2.])[0, 0]"] = () => _ = tf.constant([1.0, 2.0])[0, 0],
        ["float(tf.constant([1., 2.]))"] = () => _ = (float)tf.constant([1.0, 2.0]),
        ["bool(tf.constant([1., 2.]))"] = () => _ = (bool)tf.constant([1.0, 2.0]),

        // values of functions
        ["K.conv2d(Z(2, 5, 5, 1), tf.cast(Z(3, 3, 1, 2), 'float64'))"] = () => K.conv2d(Z(2, 5, 5, 1), tf.cast(Z(3, 3, 1, 2), "float64")),
        ["K.ctc_decode(Z(2, 3, 4), np.array([9, 9]))"] = () => K.ctc_decode(Z(2, 3, 4), new[] { 9, 9 }),
        ["K.expand_dims(Z(2, 3), 5)"] = () => K.expand_dims(Z(2, 3), 5),
        ["K.eye(-2)"] = () => K.eye(-2),
        ["K.mean(Z(2, 3), axis=-5)"] = () => K.mean(Z(2, 3), axis: -5),
        ["K.one_hot(Z(2), 3)"] = () => K.one_hot(Z(2), 3),
        ["K.one_hot(np.array([1]), -3)"] = () => K.one_hot(new[] { 1 }, -3),
        ["K.random_bernoulli((-2,))"] = () => K.random_bernoulli([-2]),
        ["K.random_normal((-1, 2))"] = () => K.random_normal((-1, 2)),
        ["K.random_uniform((-1, 2))"] = () => K.random_uniform((-1, 2)),
        ["K.repeat(Z(2, 3), -1)"] = () => K.repeat(Z(2, 3), -1),
        ["K.reshape(Z(2, 3), (-1, -1))"] = () => K.reshape(Z(2, 3), (-1, -1)),
        ["K.temporal_padding(Z(2, 3), (1, 1))"] = () => K.temporal_padding(Z(2, 3), (1, 1)),
        ["K.tile(Z(2, 3), (-1, 1))"] = () => K.tile(Z(2, 3), (-1, 1)),
        ["tf.constant([4, 2]) // tf.constant([0, 1])"] = () => tf.math.floordiv(tf.constant([4, 2]), tf.constant([0, 1])),
        ["tf.expand_dims(Z(2, 3), 5)"] = () => tf.expand_dims(Z(2, 3), 5),
        ["tf.eye(-2)"] = () => tf.eye(-2),
        ["tf.fill((-2,), 1.)"] = () => tf.fill([-2], 1.0),
        ["tf.gather(Z(2, 3), np.array([0.5]))"] = () => tf.gather(Z(2, 3), new[] { 0.5 }),
        ["tf.one_hot(np.array([1]), -3)"] = () => tf.one_hot(new[] { 1 }, -3),
        ["tf.ones((2, -2))"] = () => tf.ones((2, -2)),
        ["tf.pad(Z(2, 3), [[1, 1], [-1, 1]])"] = () => tf.pad(Z(2, 3), [[1, 1], [-1, 1]]),
        ["tf.pad(Z(2, 3), [[1, 1]])"] = () => tf.pad(Z(2, 3), [[1, 1]]),
        ["tf.random.normal((-1, 2))"] = () => tf.random.normal((-1, 2)),
        ["tf.reduce_mean(Z(2, 3), axis=-5)"] = () => tf.reduce_mean(Z(2, 3), axis: -5),
        ["tf.repeat(Z(2, 3), -1)"] = () => tf.repeat(Z(2, 3), -1),
        ["tf.stack([Z(2, 3)], axis=5)"] = () => tf.stack([Z(2, 3)], axis: 5),
        ["tf.zeros((-1, 2))"] = () => tf.zeros((-1, 2)),
    };

    private static NDArray X(params int[] sizes) =>
        np.zeros(new NumSharp.Shape(Array.ConvertAll(sizes, size => (long)size)), NPTypeCode.Single);

    private static Tensor Z(params int[] sizes) => Ops.Zeros(sizes);

    private static KerasTensor S(params int?[] sizes) => Input(new Engine.Shape(sizes));

    private static NDArray Full(int rows, double value) => np.full(new NumSharp.Shape(rows, 1), value);

    private static Sequential M(
        Like<Optimizer>? optimizer = null, PerOutput<Loss>? loss = null, PerOutput<Metric>? metrics = null,
        PerOutput<double>? loss_weights = null,
        int? steps_per_execution = null)
    {
        var model = Sequential([Dense(1, input_shape: 3, name: "dense")], name: "sequential");
        model.compile(optimizer ?? "sgd", loss ?? "mse", metrics, loss_weights, steps_per_execution: steps_per_execution);
        return model;
    }

    private static Sequential Lossless()
    {
        var model = M();
        model.compile("sgd");
        return model;
    }

    private static Functional Two(PerOutput<Loss>? loss = null, PerOutput<double>? loss_weights = null, PerOutput<Metric>? metrics = null)
    {
        Tensor a = Input(3, name: "a"), b = Input(3, name: "b");
        var model = Model([a, b], [Dense(1, name: "c")[a], Dense(1, name: "d")[b]], name: "two");
        model.compile("sgd", loss ?? "mse", metrics, loss_weights);
        return model;
    }

    private static Activation Shared()
    {
        var layer = Activation("relu", name: "shared");
        _ = layer[S(3)];
        _ = layer[S(4)];
        return layer;
    }

    private static LSTM Stateful()
    {
        var layer = LSTM(2, stateful: true, batch_input_shape: (4, 3, 5), name: "lstm");
        _ = layer[X(4, 3, 5)];
        return layer;
    }

    private static Dictionary<string, object?> D() => [];

    private static Variable V() => new(Tensor.From(1f, 2f));
}
