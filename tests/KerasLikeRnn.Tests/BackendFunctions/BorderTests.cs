using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;
using DType = KerasLikeRnn.Engine.DType;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;
using Slice = KerasLikeRnn.Engine.Slice;

namespace KerasLikeRnn.Tests.BackendFunctions;

/// <summary>
/// Wrong types, sizes and counts: what record_border.py made Keras answer to each, an error or numbers, is what we answer.
/// </summary>
[Collection("Seeds")]
public sealed class BorderTests
{
    private const int M = int.MaxValue;

    /// <summary>Each recorded expression, in C#. An action that gives a tensor stands for a value.</summary>
    private static readonly Dictionary<string, Func<Tensor?>> calls = new()
    {
        ["""states(SimpleRNN(4), 200000, 4)"""] = () => States(SimpleRNN(4), 200000, 4),
        ["""states(SimpleRNN(4), 1, 4)"""] = () => States(SimpleRNN(4), 1, 4),
        ["""states(SimpleRNN(4), 4, 5)"""] = () => States(SimpleRNN(4), 4, 5),
        ["""states(SimpleRNN(4), 4)"""] = () => States(SimpleRNN(4), 4),
        ["""states(SimpleRNN(4), 4, 4, dtype='int32')"""] = () => States(SimpleRNN(4), 4, 4, DType.Int32),
        ["""states(SimpleRNN(4), 4, 4, dtype='int64')"""] = () => States(SimpleRNN(4), 4, 4, DType.Int64),
        ["""states(SimpleRNN(4), 4, 4, dtype='bool')"""] = () => States(SimpleRNN(4), 4, 4, DType.Bool),
        ["""states(LSTM(4), 200000, 4)"""] = () => States(LSTM(4), 200000, 4),
        ["""states(LSTM(4), 1, 4)"""] = () => States(LSTM(4), 1, 4),
        ["""states(LSTM(4), 4, 4, dtype='int32')"""] = () => States(LSTM(4), 4, 4, DType.Int32),
        ["""states(GRU(4), 200000, 4)"""] = () => States(GRU(4), 200000, 4),
        ["""states(GRU(4), 1, 4)"""] = () => States(GRU(4), 1, 4),
        ["""states(GRU(4), 4, 4, dtype='bool')"""] = () => States(GRU(4), 4, 4, DType.Bool),
        ["""states(RNN([SimpleRNNCell(4)]), 5, 4)"""] = () => States(RNN([SimpleRNNCell(4)]), 5, 4),
        ["""states(RNN([GRUCell(4)]), 4, 4, dtype='int32')"""] = () => States(RNN([GRUCell(4)]), 4, 4, DType.Int32),
        ["""Bidirectional(SimpleRNN(4))(F(4, 3, 2), initial_state=[F(5, 4)] * 2)"""] = () => Bidirectional(SimpleRNN(4))[F(4, 3, 2),
            initial_state: [F(5, 4), F(5, 4)]],
        ["""Bidirectional(SimpleRNN(4))(F(4, 3, 2), initial_state=[I(4, 4)] * 2)"""] = () => Bidirectional(SimpleRNN(4))[F(4, 3, 2),
            initial_state: [I(4, 4), I(4, 4)]],
        ["""cell(SimpleRNNCell(4), 5, 4)"""] = () => Cell(SimpleRNNCell(4), 5, 4),
        ["""cell(SimpleRNNCell(4), 4, 5)"""] = () => Cell(SimpleRNNCell(4), 4, 5),
        ["""cell(SimpleRNNCell(4), 4, 4, dtype='int32')"""] = () => Cell(SimpleRNNCell(4), 4, 4, DType.Int32),
        ["""cell(LSTMCell(4), 5, 4)"""] = () => Cell(LSTMCell(4), 5, 4),
        ["""cell(LSTMCell(4), 4, 4, dtype='bool')"""] = () => Cell(LSTMCell(4), 4, 4, DType.Bool),
        ["""cell(GRUCell(4), 5, 4)"""] = () => Cell(GRUCell(4), 5, 4),
        ["""cell(GRUCell(4), 4, 4, dtype='int64')"""] = () => Cell(GRUCell(4), 4, 4, DType.Int64),
        ["""LSTMCell(4)(F(4, 2), [F(4, 4)])"""] = () => LSTMCell(4)[F(4, 2), F(4, 4)].Output,
        ["""reset(np.zeros((5, 4)))"""] = () => Reset(np.zeros(new NumSharp.Shape(5, 4))),
        ["""reset([np.zeros((1, 4))])"""] = () => Reset(np.zeros(new NumSharp.Shape(1, 4))),
        ["""reset(np.ones((4, 4), 'int32'))"""] = () => Reset(np.ones(new NumSharp.Shape(4, 4), NPTypeCode.Int32)),
        ["""twice(SimpleRNN(4, stateful=True), F(4, 3, 2), F(5, 3, 2))"""] = () => Twice(
            SimpleRNN(4, stateful: true), F(4, 3, 2), F(5, 3, 2)),
        ["""model(SimpleRNN(4, stateful=True, batch_input_shape=(4, 3, 2))).predict(N(5, 3, 2), batch_size=5, verbose=0)"""] =
            () => Predict(SimpleRNN(4, stateful: true, batch_input_shape: (4, 3, 2)), F(5, 3, 2)),

        ["""K.conv1d(F(1, 5, 2), D(3, 2, 4))"""] = () => K.conv1d(F(1, 5, 2), D(3, 2, 4)),
        ["""K.conv1d(F(1, 5, 2), I(3, 2, 4))"""] = () => K.conv1d(F(1, 5, 2), I(3, 2, 4)),
        ["""K.conv2d(F(1, 5, 5, 2), D(3, 3, 2, 4))"""] = () => K.conv2d(F(1, 5, 5, 2), D(3, 3, 2, 4)),
        ["""K.conv2d(F(1, 5, 5, 2), D(1, 1, 2, 4))"""] = () => K.conv2d(F(1, 5, 5, 2), D(1, 1, 2, 4)),
        ["""K.conv3d(F(1, 5, 5, 5, 2), D(3, 3, 3, 2, 4))"""] = () => K.conv3d(F(1, 5, 5, 5, 2), D(3, 3, 3, 2, 4)),
        ["""K.depthwise_conv2d(F(1, 5, 5, 2), D(3, 3, 2, 4))"""] = () => K.depthwise_conv2d(F(1, 5, 5, 2), D(3, 3, 2, 4)),
        ["""K.separable_conv2d(F(1, 5, 5, 2), F(3, 3, 2, 4), D(1, 1, 8, 4))"""] = () => K.separable_conv2d(
            F(1, 5, 5, 2), F(3, 3, 2, 4), D(1, 1, 8, 4)),
        ["""K.conv2d_transpose(F(1, 5, 5, 2), D(3, 3, 4, 2), (1, 5, 5, 4))"""] = () => K.conv2d_transpose(
            F(1, 5, 5, 2), D(3, 3, 4, 2), (1, 5, 5, 4)),
        ["""tf.where(I(2, 3), F(2, 3), F(2, 3))"""] = () => tf.where(I(2, 3), F(2, 3), F(2, 3)),
        ["""tf.where(F(2, 3), F(2, 3), F(2, 3))"""] = () => tf.where(F(2, 3), F(2, 3), F(2, 3)),
        ["""tf.where(tf.constant([0.5, 0.0, float('nan')]))"""] = () => tf.where(new[] { 0.5, 0.0, double.NaN }),
        ["""tf.where(tf.constant([0, 2, 256]))"""] = () => tf.where(new[] { 0, 2, 256 }),
        ["""K.switch(I(2, 3), F(2, 3), 2 * F(2, 3))"""] = () => K.@switch(I(2, 3), F(2, 3), 2 * F(2, 3)),
        ["""tf.boolean_mask([1, 2, 3], tf.constant([0, 1, 256]))"""] = () => tf.boolean_mask(new[] { 1, 2, 3 }, new[] { 0, 1, 256 }),

        ["""ZeroPadding1D(M)(F(4, 3, 2))"""] = () => ZeroPadding1D(M)[F(4, 3, 2)],
        ["""ZeroPadding1D(2000000000)(F(4, 3, 2))"""] = () => ZeroPadding1D(2000000000)[F(4, 3, 2)],
        ["""ZeroPadding2D(M)(F(1, 5, 5, 2))"""] = () => ZeroPadding2D(M)[F(1, 5, 5, 2)],
        ["""ZeroPadding1D(-1)(F(4, 3, 2))"""] = () => ZeroPadding1D(-1)[F(4, 3, 2)],
        ["""Cropping1D(M)(F(4, 3, 2))"""] = () => Cropping1D(M)[F(4, 3, 2)],
        ["""K.temporal_padding(F(4, 3, 2), (M, M))"""] = () => K.temporal_padding(F(4, 3, 2), (M, M)),
        ["""K.temporal_padding(F(4, 3, 2), (-1, 1))"""] = () => K.temporal_padding(F(4, 3, 2), (-1, 1)),
        ["""tf.pad(F(2, 3), [[M, M], [0, 0]])"""] = () => tf.pad(F(2, 3), [[M, M], [0, 0]]),
        ["""tf.pad(F(2, 3), [[-1, 0], [0, 0]])"""] = () => tf.pad(F(2, 3), [[-1, 0], [0, 0]]),
        ["""tf.pad(F(2, 3), [[1, 1]])"""] = () => tf.pad(F(2, 3), [[1, 1]]),
        ["""tf.pad(F(2, 3), [[1, 1]] * 3)"""] = () => tf.pad(F(2, 3), [[1, 1], [1, 1], [1, 1]]),
        ["""tf.pad(F(2, 3), [[1, 1, 1]] * 2)"""] = () => tf.pad(F(2, 3), [[1, 1, 1], [1, 1, 1]]),
        ["""UpSampling1D(-1)(F(4, 3, 2))"""] = () => UpSampling1D(-1)[F(4, 3, 2)],
        ["""UpSampling2D(-2)(F(1, 2, 2, 1))"""] = () => UpSampling2D(-2)[F(1, 2, 2, 1)],
        ["""RepeatVector(M)(F(2, 3))"""] = () => RepeatVector(M)[F(2, 3)],
        ["""RepeatVector(-1)(F(2, 3))"""] = () => RepeatVector(-1)[F(2, 3)],
        ["""K.repeat(F(2, 3), -1)"""] = () => K.repeat(F(2, 3), -1),
        ["""K.repeat(F(2, 3), M)"""] = () => K.repeat(F(2, 3), M),
        ["""K.repeat_elements(F(2, 3), -1, 0)"""] = () => K.repeat_elements(F(2, 3), -1, 0),
        ["""K.tile(F(2, 3), -1)"""] = () => K.tile(F(2, 3), -1),
        ["""K.tile(F(2, 3), [-1, 1])"""] = () => K.tile(F(2, 3), [-1, 1]),
        ["""K.tile(F(2, 3), [M, 1])"""] = () => K.tile(F(2, 3), [M, 1]),
        ["""tf.tile(F(2, 3), [2, -3])"""] = () => tf.tile(F(2, 3), [2, -3]),
        ["""tf.tile(F(2, 3), [M, M])"""] = () => tf.tile(F(2, 3), [M, M]),
        ["""tf.repeat(F(2, 3), -1, axis=0)"""] = () => tf.repeat(F(2, 3), -1, axis: 0),
        ["""K.one_hot(tf.constant([0, 1]), -3)"""] = () => K.one_hot(new[] { 0, 1 }, -3),
        ["""tf.one_hot([0, 1], -3)"""] = () => tf.one_hot(new[] { 0, 1 }, -3),
        ["""tf.one_hot([0, 1], 3, axis=5)"""] = () => tf.one_hot(new[] { 0, 1 }, 3, axis: 5),
        ["""tf.range(-3)"""] = () => tf.range(-3),
        ["""tf.range(5, 0)"""] = () => tf.range(5, 0),
        ["""tf.range(0, 5, 0)"""] = () => tf.range(0, 5, 0),
        ["""K.arange(-3)"""] = () => K.arange(-3),
        ["""K.arange(5, 0)"""] = () => K.arange(5, 0),
        ["""tf.eye(-2)"""] = () => tf.eye(-2),
        ["""K.eye(-2)"""] = () => K.eye(-2),
        ["""K.random_uniform((-1, 2))"""] = () => K.random_uniform((-1, 2)),
        ["""K.random_normal((-1, 2))"""] = () => K.random_normal((-1, 2)),
        ["""K.random_bernoulli((-1, 2))"""] = () => K.random_bernoulli((-1, 2)),
        ["""tf.random.uniform((-1, 2))"""] = () => tf.random.uniform((-1, 2)),
        ["""tf.zeros((-1, 2))"""] = () => tf.zeros((-1, 2)),
        ["""tf.fill((-1, 2), 1.0)"""] = () => tf.fill((-1, 2), 1.0),
        ["""tf.zeros((M, M))"""] = () => tf.zeros((M, M)),
        ["""tf.zeros((M, M, M))"""] = () => tf.zeros((M, M, M)),
        ["""tf.fill((M, M), 1.0)"""] = () => tf.fill((M, M), 1.0),
        ["""K.zeros((M, M))"""] = () => K.zeros(new Shape(M, M)),
        ["""tf.broadcast_to(F(1), (M, M))"""] = () => tf.broadcast_to(F(1), (M, M)),
        ["""tf.broadcast_to(F(1), (-2, 2))"""] = () => tf.broadcast_to(F(1), (-2, 2)),
        ["""tf.reshape(F(2, 3), (-2, -3))"""] = () => tf.reshape(F(2, 3), (-2, -3)),
        ["""tf.reshape(F(2, 3), (65536, 65536))"""] = () => tf.reshape(F(2, 3), (65536, 65536)),
        ["""tf.reshape(tf.ones((0, 3)), (65536, 65536, 65536, 65536))"""] = () => tf.reshape(F(0, 3), (65536, 65536, 65536, 65536)),
        ["""tf.expand_dims(F(4), 5)"""] = () => tf.expand_dims(F(4), 5),
        ["""Dense(M)(F(2, 3))"""] = () => Dense(M)[F(2, 3)],
        ["""LSTM(M)(F(4, 3, 2))"""] = () => LSTM(M)[F(4, 3, 2)],
        ["""Embedding(M, M)(np.array([[1]]))"""] = () => Embedding(M, M)[Tensor.From<int>([1], (1, 1))],
        ["""Conv1D(M, 1)(F(4, 3, 2))"""] = () => Conv1D(M, 1)[F(4, 3, 2)],
        ["""MaxPooling1D(M, padding='same')(F(4, 3, 2))"""] = () => MaxPooling1D(M, padding: "same")[F(4, 3, 2)],
        ["""MaxPooling1D(1, strides=M)(F(4, 3, 2))"""] = () => MaxPooling1D(1, strides: M)[F(4, 3, 2)],
        ["""tf.constant([1, 2]) // tf.constant([0, 1])"""] = () => tf.math.floordiv(new[] { 1, 2 }, new[] { 0, 1 }),
        ["""tf.constant([1, 2]) % tf.constant([0, 1])"""] = () => tf.constant(new[] { 1, 2 }) % tf.constant(new[] { 0, 1 }),
        ["""tf.constant([1, 2], 'int64') % tf.constant([0, 1], 'int64')"""] = () => tf.constant(new[] { 1L, 2 })
            % tf.constant(new[] { 0L, 1 }),
        ["""tf.constant([-2147483648]) // tf.constant([-1])"""] = () => tf.math.floordiv(new[] { int.MinValue }, new[] { -1 }),
        ["""tf.constant([-2147483648]) % tf.constant([-1])"""] = () => tf.constant(new[] { int.MinValue }) % tf.constant(new[] { -1 }),
        ["""tf.constant([-7, 7]) // tf.constant([2, -2])"""] = () => tf.math.floordiv(new[] { -7, 7 }, new[] { 2, -2 }),
        ["""tf.pow(tf.constant([2, 3]), tf.constant([-1, 2]))"""] = () => tf.pow(new[] { 2, 3 }, new[] { -1, 2 }),

        ["""E()(np.array([[2 ** 32 + 5]]))"""] = () => E()[Tensor.From<long>([(1L << 32) + 5], (1, 1))],
        ["""E()(np.array([[3, -1]]))"""] = () => E()[Tensor.From<long>([3, -1], (1, 2))],
        ["""E()(np.array([[10]], 'int32'))"""] = () => E()[Tensor.From<int>([10], (1, 1))],
        ["""E()(np.array([[float('nan')]]))"""] = () => E()[Tensor.From<double>([double.NaN], (1, 1))],
        ["""E()(np.array([[1e20]], 'float32'))"""] = () => E()[Tensor.From<float>([1e20f], (1, 1))],
        ["""E()(np.array([[-1.0]], 'float32'))"""] = () => E()[Tensor.From<float>([-1], (1, 1))],
        ["""E()(np.array([[10.0]], 'float32'))"""] = () => E()[Tensor.From<float>([10], (1, 1))],
        ["""E()(np.array([[-0.5, 1.7, 9.99]], 'float32'))"""] = () => E()[Tensor.From<float>([-0.5f, 1.7f, 9.99f], (1, 3))],
        ["""E()(np.array([[True]]))"""] = () => E()[Tensor.From<bool>([true], (1, 1))],
        ["""model(E()).predict(np.array([[float('nan')]]), verbose=0)"""] = () => Predict(E(), Tensor.From<double>([double.NaN], (1, 1))),
        ["""model(E()).predict(np.array([[-1]]), verbose=0)"""] = () => Predict(E(), Tensor.From<long>([-1], (1, 1))),
        ["""model(E()).predict(np.array([[2 ** 32 + 5]]), verbose=0)"""] = () => Predict(E(), Tensor.From<long>([(1L << 32) + 5], (1, 1))),
        ["""tf.gather_nd(P, [[0, 1]])"""] = () => tf.gather_nd(P, new[,] { { 0, 1 } }),
        ["""tf.gather_nd(P, [[0, 5]])"""] = () => tf.gather_nd(P, new[,] { { 0, 5 } }),
        ["""tf.gather_nd(P, [[1, -1]])"""] = () => tf.gather_nd(P, new[,] { { 1, -1 } }),
        ["""tf.gather_nd(P, [[3]])"""] = () => tf.gather_nd(P, new[,] { { 3 } }),
        ["""tf.gather_nd(P, [[0, 1, 1]])"""] = () => tf.gather_nd(P, new[,] { { 0, 1, 1 } }),
        ["""tf.gather_nd(P, [[0.0, 1.0]])"""] = () => tf.gather_nd(P, new[,] { { 0.0, 1.0 } }),
        ["""tf.gather_nd(P, tf.constant([[2 ** 32, 1]], 'int64'))"""] = () => tf.gather_nd(P, Tensor.From<long>([1L << 32, 1], (1, 2))),
        ["""tf.gather_nd(P, [[[0, 1]], [[2, 4]]])"""] = () => tf.gather_nd(P, new[,,] { { { 0, 1 } }, { { 2, 4 } } }),
        ["""tf.gather(P, [0.0, 1.0])"""] = () => tf.gather(P, new[] { 0.0, 1.0 }),
        ["""tf.gather(P, tf.constant([True]))"""] = () => tf.gather(P, new[] { true }),
        ["""tf.gather(P, tf.constant([2 ** 32 + 1], 'int64'))"""] = () => tf.gather(P, new[] { (1L << 32) + 1 }),
        ["""tf.gather(P, [4], axis=1)"""] = () => tf.gather(P, new[] { 4 }, axis: 1),
        ["""tf.gather(P, [[0], [4], [1]], batch_dims=1)"""] = () => tf.gather(P, new[,] { { 0 }, { 4 }, { 1 } }, batch_dims: 1),
        ["""K.gather(P, tf.constant([0.0, 1.0]))"""] = () => K.gather(P, new[] { 0.0, 1.0 }),
        ["""K.gather(P, [-1])"""] = () => K.gather(P, new[] { -1 }),
        ["""tf.slice(P, [0, 0], [-5, 1])"""] = () => tf.slice(P, [0, 0], [-5, 1]),
        ["""tf.slice(P, [1, 1], [-1, -1])"""] = () => tf.slice(P, [1, 1], [-1, -1]),
        ["""tf.slice(P, [0, 0], [4, 1])"""] = () => tf.slice(P, [0, 0], [4, 1]),
        ["""tf.slice(P, [4, 0], [0, 1])"""] = () => tf.slice(P, [4, 0], [0, 1]),
        ["""tf.slice(P, [-1, 0], [1, 1])"""] = () => tf.slice(P, [-1, 0], [1, 1]),
        ["""tf.slice(P, [3, 0], [-1, 1])"""] = () => tf.slice(P, [3, 0], [-1, 1]),
        ["""tf.slice(P, [0], [1])"""] = () => tf.slice(P, 0, 1),
        ["""tf.slice(P, [2, 0], [M, 1])"""] = () => tf.slice(P, [2, 0], [M, 1]),
        ["""P[::M]"""] = () => P[slice(null, null, M)],
        ["""P[::-M]"""] = () => P[slice(null, null, -M)],
        ["""P[::-2147483648]"""] = () => P[slice(null, null, int.MinValue)],
        ["""P[1::M]"""] = () => P[slice(1, null, M)],
        ["""P[M:]"""] = () => P[slice(M, null)],
        ["""P[-M:M:M]"""] = () => P[slice(-M, M, M)],
        ["""P[M]"""] = () => P[M],
        ["""P[tf.constant(1.0)]"""] = () => P[tf.constant(1.0)],

        ["""ctc([[0, 1], [1, 0]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }),
        ["""ctc([[0, 4, 4], [1, 0, 2]])"""] = () => Ctc(new[,] { { 0, 4, 4 }, { 1, 0, 2 } }),
        ["""ctc([[0, 1, 3], [1, 0, 100]])"""] = () => Ctc(new[,] { { 0, 1, 3 }, { 1, 0, 100 } }),
        ["""ctc([[3, 3, 3], [1, 0, 2]])"""] = () => Ctc(new[,] { { 3, 3, 3 }, { 1, 0, 2 } }),
        ["""ctc([[4, 0, 1], [1, 0, 2]])"""] = () => Ctc(new[,] { { 4, 0, 1 }, { 1, 0, 2 } }),
        ["""ctc([[0, -1], [1, 0]])"""] = () => Ctc(new[,] { { 0, -1 }, { 1, 0 } }),
        ["""ctc([[0, 0, 0], [1, 0, 2]], [[3], [5]])"""] = () => Ctc(new[,] { { 0, 0, 0 }, { 1, 0, 2 } }, [3, 5]),
        ["""ctc([[0, 1, 0], [1, 0, 2]], [[2], [5]])"""] = () => Ctc(new[,] { { 0, 1, 0 }, { 1, 0, 2 } }, [2, 5]),
        ["""ctc([[0, 4, 4, 4, 4, 4, 4], [1, 0, 2, 0, 1, 0, 0]], lengths=[[7], [3]])"""] = () => Ctc(
            new[,] { { 0, 4, 4, 4, 4, 4, 4 }, { 1, 0, 2, 0, 1, 0, 0 } }, lengths: [7, 3]),
        ["""ctc([[0, 1], [1, 0]], [[5]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, [5]),
        ["""ctc([[0, 1], [1, 0]], [[5]] * 3)"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, [5, 5, 5]),
        ["""ctc([[0, 1], [1, 0]], lengths=[[2]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, lengths: [2]),
        ["""ctc([[0, 1], [1, 0]], lengths=[[2]] * 3)"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, lengths: [2, 2, 2]),
        ["""ctc([[0, 1]], lengths=[[2]] * 2)"""] = () => Ctc(new[,] { { 0, 1 } }, lengths: [2, 2]),
        ["""ctc([[0, 1], [1, 0]], [[6], [5]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, [6, 5]),
        ["""ctc([[0, 1], [1, 0]], [[-1], [5]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, [-1, 5]),
        ["""ctc([[0, 1], [1, 0]], lengths=[[3], [300]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, lengths: [3, 300]),
        ["""ctc([[0, 1], [1, 0]], lengths=[[-1], [2]])"""] = () => Ctc(new[,] { { 0, 1 }, { 1, 0 } }, lengths: [-1, 2]),
        ["""K.ctc_decode(Y, [5, 3])[0][0]"""] = () => K.ctc_decode(Y, new[] { 5, 3 }).decoded[0],
        ["""K.ctc_decode(Y, [6, 5])[0][0]"""] = () => K.ctc_decode(Y, new[] { 6, 5 }).decoded[0],
        ["""K.ctc_decode(Y, [5])[0][0]"""] = () => K.ctc_decode(Y, new[] { 5 }).decoded[0],
        ["""K.ctc_decode(Y, [5] * 3)[0][0]"""] = () => K.ctc_decode(Y, new[] { 5, 5, 5 }).decoded[0],
        ["""K.ctc_decode(Y, [-1, 5])[0][0]"""] = () => K.ctc_decode(Y, new[] { -1, 5 }).decoded[0],
        ["""K.ctc_decode(Y, [6, 5], greedy=False)[0][0]"""] = () => K.ctc_decode(Y, new[] { 6, 5 }, greedy: false).decoded[0],
        ["""K.ctc_decode(Y, [5, 5], greedy=False, top_paths=0)[0][0]"""] = () =>
            K.ctc_decode(Y, new[] { 5, 5 }, greedy: false, top_paths: 0).decoded[0],

        ["""apply(F(2, 2), [0, 2])"""] = () => Apply(F(2, 2), 0, 2),
        ["""apply(F(2, 2), [0, 1000000])"""] = () => Apply(F(2, 2), 0, 1000000),
        ["""apply(F(2, 2), [-1, 0])"""] = () => Apply(F(2, 2), -1, 0),
        ["""apply(F(3, 2), [0, 1])"""] = () => Apply(F(3, 2), 0, 1),
        ["""apply(D(2, 2), [0, 1])"""] = () => Apply(D(2, 2), 0, 1),

        ["""itself(Dense(2, input_shape=(2,)))"""] = () => Itself(Dense(2, input_shape: 2)),
        ["""itself(Dense(2))"""] = () => Itself(Dense(2)),
        ["""itself()"""] = () => Itself(),

        ["""Sequential([Dense(1, input_shape=(3,))], 'm')(F(64, 5, 3))"""] = () => keras.Sequential([Dense(1, input_shape: 3)], "m")[
            F(64, 5, 3)],
        ["""Sequential([Flatten(input_shape=(5, 3))], 'm')(F(64, 15))"""] = () => keras.Sequential([Flatten(input_shape: (5, 3))], "m")[
            F(64, 15)],
        ["""Sequential([Flatten(input_shape=(5, 3))], 'm')(F(2, 7, 3))"""] = () => keras.Sequential([Flatten(input_shape: (5, 3))], "m")[
            F(2, 7, 3)],
        ["""Sequential([Flatten(input_shape=(5, 3))], 'm')(F(2, 5, 3, 1))"""] = () => keras.Sequential([Flatten(input_shape: (5, 3))], "m")[
            F(2, 5, 3, 1)],
        ["""Sequential([Flatten(input_shape=(5, 3))], 'm')(F(2, 5))"""] = () => keras.Sequential([Flatten(input_shape: (5, 3))], "m")[
            F(2, 5)],
        ["""Sequential([Activation('relu', input_shape=(3,))], 'm')(F(2, 5, 3))"""] = () =>
            keras.Sequential([Activation("relu", input_shape: 3)], "m")[F(2, 5, 3)],
        ["""Sequential([Activation('relu', input_shape=(3,))], 'm')(F(2, 3, 1))"""] = () =>
            keras.Sequential([Activation("relu", input_shape: 3)], "m")[F(2, 3, 1)],
        ["""Sequential([Activation('relu', input_shape=(3, 1))], 'm')(F(2, 3))"""] = () =>
            keras.Sequential([Activation("relu", input_shape: (3, 1))], "m")[F(2, 3)],
        ["""Sequential([Activation('relu')], 'm')(F(2, 3, 4))"""] = () => keras.Sequential([Activation("relu")], "m")[F(2, 3, 4)],
        ["""twice(Sequential([Activation('relu')]), F(2, 3), F(2, 4))"""] = () => Twice(
            keras.Sequential([Activation("relu")]), F(2, 3), F(2, 4)),
        ["""twice(Sequential([Dense(1, 'relu', kernel_initializer='ones')]), F(2, 3), F(2, 5, 3))"""] =
            () => Twice(keras.Sequential([Dense(1, "relu", kernel_initializer: "ones")]), F(2, 3), F(2, 5, 3)),
        ["""Sequential([Dense(1, input_shape=(3,))], 'm')(F(3))"""] = () => keras.Sequential([Dense(1, input_shape: 3, name: "d")], "m")[
            F(3)],
        ["""(lambda a, b: Model([a, b], Flatten()(b), name='m'))(Input((3,)), Input((2, 2)))([F(2, 3), F(2, 4)])"""] = () =>
        {
            var (a, b) = (Input(3), Input((2, 2)));
            return keras.Model([a, b], Flatten()[b], name: "m")[(Tensor[])[F(2, 3), F(2, 4)]];
        },
    };

    /// <summary>
    /// What TensorFlow says in the words of its kernels, or at the place where Keras meets the mistake, and we in ours: for the first
    /// beginning of a call that fits.
    /// </summary>
    private static readonly (string Beginning, string Text)[] ours =
    [
        ("states(RNN([GRUCell(4)]), 4, 4, dtype", "takes no state of int32. Cast it to float32 first."),
        ("states(RNN([SimpleRNNCell(4)]), 5", "InputSpec(shape=(5, 4), ndim=2)]; however `cell.state_size` is"),
        ("states(SimpleRNN(4), 4, 4, dtype", "computes in float32 and takes no state of "),
        ("states(LSTM(4), 4, 4, dtype", "computes in float32 and takes no state of "),
        ("states(GRU(4), 4, 4, dtype", "computes in float32 and takes no state of "),
        ("states(", "An `initial_state` was passed that is not compatible with `cell.state_size`. Received `state_spec`=["),
        ("Bidirectional(SimpleRNN(4))(F(4, 3, 2), initial_state=[F(5",
        "An `initial_state` was passed that is not compatible with `cell.state_size`."),
        ("Bidirectional(SimpleRNN(4))(F(4, 3, 2), initial_state=[I(4", "takes no state of int32"),
        ("cell(SimpleRNNCell(4), 5", "Incompatible shapes: (4, 4) vs. (5, 4)"),
        ("cell(LSTMCell(4), 5", "Incompatible shapes: "),
        ("cell(GRUCell(4), 5", "Incompatible shapes: "),
        ("cell(SimpleRNNCell(4), 4, 5", "Matrix size-incompatible: (4, 5) and (4, 4)"),
        ("cell(", "computes in float32 and takes no state of "),
        ("LSTMCell(4)(F(4, 2), [F(4, 4)])", "has 2 states. Received: 1"),
        ("reset(", "expected shape=(4, 4) but found shape="),
        ("twice(SimpleRNN(4", "expected shape=(4, None, 2), found shape=(5, 3, 2)"),
        ("model(SimpleRNN(4", "batches of 4 samples and received one of 5"),
        ("K.conv2d_transpose(",
        "cannot compute ConvolutionTranspose as input #1(zero-based) was expected to be a float32 tensor but is a float64 tensor"),
        ("K.conv2d(F(1, 5, 5, 2), D(1", "was expected to be a float32 tensor but is a float64 tensor"),
        ("K.conv1d(F(1, 5, 2), I",
        "cannot compute Convolution as input #1(zero-based) was expected to be a float32 tensor but is a int32 tensor"),
        ("K.conv", "cannot compute Convolution as input #1(zero-based) was expected to be a float32 tensor but is a float64 tensor"),
        ("K.depthwise_conv2d(",
        "cannot compute Convolution as input #1(zero-based) was expected to be a float32 tensor but is a float64 tensor"),
        ("K.separable_conv2d(", "was expected to be a float32 tensor but is a float64 tensor"),
        ("tf.where(F", "cannot compute SelectV2 as input #0(zero-based) was expected to be a bool tensor but is a float32 tensor"),
        ("ZeroPadding2D(M)", "OOM when allocating tensor"),
        ("tf.pad(F(2, 3), [[1, 1, 1]]", "paddings must be a matrix with 2 columns"),
        ("UpSampling1D(-1)", "expected a positive integer. Received: size=-1"),
        ("RepeatVector(-1)", "Dimension -1 must be >= 0"),
        ("K.repeat_elements(", "Expected multiples[1] >= 0, but got -1"),
        ("tf.tile(F(2, 3), [M, M])", "OOM when allocating tensor"),
        ("tf.zeros((M, M, M))", "OOM when allocating tensor of shape (2147483647, 2147483647, 2147483647)"),
        ("tf.reshape(", "Cannot reshape a tensor of shape "),
        ("tf.gather_nd(P, [[0.0", "Value for attr 'Tindices' of float32 is not in the list of allowed values: int16, int32, int64"),
        ("tf.gather(P, [0.0", "Value for attr 'Tindices' of float32 is not in the list of allowed values: int16, int32, int64"),
        ("K.gather(P, tf.constant([0.0", "Value for attr 'Tindices' of float32 is not in the list of allowed values: int16, int32, int64"),
        ("model(E()).predict(np.array([[2 ** 32", "indices[0,0] = 4294967301 is not in [0, 10)"),
        ("ctc([[0, 1], [1, 0]], lengths=[[2]]", "must be those of 2 samples. Received: y_true of shape (2, 2) and label_length of shape "),
        ("ctc([[0, 1]], ", "must be those of 2 samples. Received: y_true of shape (1, 2) and label_length of shape (2, 1)"),
        ("apply(F(3, 2)", "ScatterAdd needs rows to be 4 elements of float32. Received: float32 of shape (3, 2)"),
        ("apply(D(2, 2)", "has shape (3, 2) and dtype float64; the variable has shape (3, 2) and dtype float32"),
        ("itself(", "cannot be a layer of itself"),
        ("Sequential([Dense(1, input_shape=(3,))], 'm')(F(3))", "expected min_ndim=2, found ndim=1. Full shape received: (3,)"),
    ];

    public static TheoryData<string> Calls => [.. calls.Keys];

    [Fact]
    public void Every_call_is_recorded() =>
        Assert.Equal(calls.Keys.Order(StringComparer.Ordinal), Answers().Select(answer => answer.Name()).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_wrong_call_is_answered_as_Keras_answers_it(string call)
    {
        var answer = Answers().Single(recorded => recorded.Name() == call);
        if (answer.TryGetProperty("value", out var value))
        {
            var numbers = Ops.Cast(calls[call]()!, DType.Float64).ToArray<double>();
            var expected = Flat(value).ToArray();
            Assert.Equal(expected.Length, numbers.Length);
            for (var i = 0; i < numbers.Length; i++)
                Assert.True(
                    expected[i] == numbers[i] || Math.Abs(expected[i] - numbers[i]) <= 1e-5 * Math.Abs(expected[i]),
                    $"{expected[i]} {numbers[i]}");
            return;
        }
        var error = Record.Exception(() => calls[call]());
        var text = Array.Find(ours, own => call.StartsWith(own.Beginning, StringComparison.Ordinal)).Text
            ?? answer.GetProperty("text").GetString()!;
        if (answer.GetProperty("error").GetString() == "ResourceExhaustedError") text = "OOM when allocating tensor";
        Assert.True(error is (ArgumentException or InsufficientMemoryException) && error.Message.Contains(text, StringComparison.Ordinal),
            $"Keras: {answer}\nExpected: {text}\nOurs: {error?.GetType().Name}: {error?.Message}");
    }

    [Fact]
    public void A_model_warns_of_inputs_of_another_rank_that_it_takes()
    {
        var model = keras.Sequential([Flatten(input_shape: (5, 3), name: "f")]);
        model.compile("sgd", "mse");
        var text = "";
        using (Messages.Redirect(more => text += more)) model.predict(F(4, 5).numpy(), batch_size: 2, verbose: 0);
        Assert.Equal(
            "WARNING:tensorflow:Model was constructed with shape (None, 5, 3) for input KerasTensor(type_spec=TensorSpec(shape=(None, 5, "
            + "3), dtype=tf.float32, "
            + "name='f_input'), name='f_input', description=\"created by layer 'f_input'\"), but it was called on an input with "
            + "incompatible shape (None, 5).\n", text);
    }

    [Fact]
    public void Data_of_another_shape_are_refused_by_fit_evaluate_predict_and_on_batches()
    {
        var model = keras.Sequential([Dense(1, input_shape: 3)], "m");
        model.compile("sgd", "mse");
        var (x, y) = (F(64, 5, 3).numpy(), F(64, 1).numpy());
        Action[] uses =
        [
            () => model.fit(x, y, verbose: 0), () => model.evaluate(x, y, verbose: 0), () => model.predict(x, verbose: 0),
            () => model.train_on_batch(x, y), () => model.test_on_batch(x, y), () => model.predict_on_batch(x),
        ];
        foreach (var use in uses)
            Assert.Contains("Input 0 of layer \"m\" is incompatible with the layer: expected shape=(None, 3), found shape=(None, 5, 3)",
                Assert.ThrowsAny<ArgumentException>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_holds_itself_ends_in_an_exception_and_not_the_process()
    {
        var layer = new Holder();
        layer.Inner = layer;
        Assert.Throws<InsufficientExecutionStackException>(() => _ = layer[F(2, 3)]);
        Assert.Throws<InsufficientExecutionStackException>(() => _ = layer.weights.Count);
        var (first, second) = (keras.Sequential([Dense(2)]), keras.Sequential([Dense(2)]));
        first.add(second);
        Assert.Throws<ValueError>(() => second.add(first));
        Assert.Throws<ValueError>(() => second.add(TimeDistributed(first)));
        Assert.Single(second.layers);
    }

    // Recorded: the gradient of ctc([[3, 3], [1, 0]]) by Y, first sample, of the blank at each step; 1 for the other classes.
    [Fact]
    public void The_gradient_of_CTC_without_labels_is_TensorFlows()
    {
        var y = tf.Variable(Y);
        using var tape = tf.GradientTape();
        var loss = K.ctc_batch_cost(new[,] { { 3, 3 }, { 1, 0 } }, y, new[,] { { 5 }, { 5 } }, new[,] { { 2 }, { 2 } });
        var gradient = tape.gradient(loss, [y])[0].ToDense().ToArray<float>();
        for (var i = 0; i < 20; i++)
            Assert.Equal(i % 4 < 3 ? 1 : new[] { -9, -9, -4, -1.5, 0.0909096 }[i / 4], gradient[i], 1e-4);
    }

    private static JsonElement.ArrayEnumerator Answers() =>
        Recorded.Read("BackendFunctions/border.json").GetProperty("answers").EnumerateArray();

    private static IEnumerable<double> Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Flat),
        JsonValueKind.Number => [value.GetDouble()],
        _ => [value.GetString() == "Infinity" ? double.PositiveInfinity : double.NaN],
    };

    private static Tensor F(params int[] sizes) => Ops.Ones(sizes);

    private static Tensor I(params int[] sizes) => Ops.Ones(sizes, DType.Int32);

    private static Tensor D(params int[] sizes) => Ops.Ones(sizes, DType.Float64);

    private static Tensor P => Ops.Reshape(Ops.Arange(12, DType.Float32), (3, 4));

    private static Tensor Y => Tensor.From<float>(
    [
        0.7f, 0.1f, 0.1f, 0.1f, 0.1f, 0.6f, 0.2f, 0.1f, 0.3f, 0.3f, 0.2f, 0.2f, 0.1f, 0.2f, 0.3f, 0.4f, 0.2f, 0.5f, 0.2f, 0.1f,
        0.1f, 0.2f, 0.3f, 0.4f, 0.4f, 0.3f, 0.2f, 0.1f, 0.1f, 0.1f, 0.7f, 0.1f, 0.2f, 0.2f, 0.2f, 0.4f, 0.6f, 0.2f, 0.1f, 0.1f,
    ], (2, 5, 4));

    private static Slice slice(int? start, int? stop, int step = 1) => Slice.Of(start, stop, step);

    private static Embedding E() => Embedding(10, 2, embeddings_initializer: "ones");

    private static Tensor States(Layer layer, int batch, int units, DType dtype = DType.Float32) =>
        States(layer, Ops.Zeros((batch, units), dtype));

    private static Tensor States(Layer layer, int units) => States(layer, Ops.Zeros(units));

    private static Tensor States(Layer layer, Tensor state) => layer[F(4, 3, 2), initial_state: layer is LSTM ? [state, state] : [state]];

    private static Tensor Cell(AbstractRNNCell cell, int batch, int units, DType dtype = DType.Float32)
    {
        var state = Ops.Zeros((batch, units), dtype);
        return cell[F(4, 2), cell is LSTMCell ? (Tensors)new[] { state, state } : state].Output;
    }

    private static Tensor Reset(NDArray values)
    {
        var layer = SimpleRNN(4, stateful: true, batch_input_shape: (4, 3, 2));
        keras.Sequential([layer]);
        layer.reset_states(values);
        return layer.states[0];
    }

    private static Tensor Twice(Layer layer, Tensor first, Tensor second)
    {
        _ = layer[first];
        return layer[second];
    }

    private static Tensor Predict(Layer layer, Tensor x)
    {
        var model = keras.Sequential([layer]);
        model.compile("sgd", "mse");
        return Arrays.ToTensor((NDArray)model.predict(x.numpy(), batch_size: x.Shape.Dims[0], verbose: 0));
    }

    private static Tensor Ctc(int[,] labels, int[]? steps = null, int[]? lengths = null)
    {
        steps ??= [5, 5];
        lengths ??= [.. Enumerable.Repeat(labels.GetLength(1), labels.GetLength(0))];
        return K.ctc_batch_cost(labels, Y, Tensor.From<int>(steps, (steps.Length, 1)), Tensor.From<int>(lengths, (lengths.Length, 1)));
    }

    private static Tensor Apply(Tensor values, params int[] rows)
    {
        var variable = tf.Variable(Ops.Zeros((3, 2)));
        keras.optimizers.SGD(1.0).apply_gradients([(new IndexedSlices(values, Tensor.From<int>(rows), variable.Shape), variable)]);
        return variable;
    }

    private static Tensor Itself(params Layer[] layers)
    {
        var model = keras.Sequential([.. layers]);
        model.add(model);
        return model[F(2, 2)];
    }

    private sealed class Holder : Layer
    {
        public Layer? Inner;

        public override Tensors call(Tensors inputs, CallContext context) => Inner![inputs];
    }
}
