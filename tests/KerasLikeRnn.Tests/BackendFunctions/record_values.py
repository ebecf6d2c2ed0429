"""Records what tensors made of variables, lookups and models that reduce lookups give in Keras 2.9.0, for ValuesTests.

Run with a Python that has Keras 2.9.0; writes values.json.
"""
import json, math, os, numpy as np, tensorflow as tf
from tensorflow import keras
from tensorflow.keras import backend as K
out = {}
def rounded(x):
    """NaN is no JSON."""
    if isinstance(x, float): return None if math.isnan(x) else float('%.9g' % x)
    if isinstance(x, list): return [rounded(item) for item in x]
    if isinstance(x, dict): return {key: rounded(value) for key, value in x.items()}
    return x
def L(x):
    if x is None: return None
    if isinstance(x, tf.IndexedSlices): x = tf.convert_to_tensor(x)
    return np.asarray(x).tolist()
START = [[1., 2.], [3., 4.], [5., 6.]]
def var(): return tf.Variable(START)
cases = {
 'value': lambda v: v.value(), 'read_value': lambda v: v.read_value(), 'convert_to_tensor': lambda v: tf.convert_to_tensor(v),
 'identity': lambda v: tf.identity(v), 'reshape': lambda v: K.reshape(v, (2, 3)), 'reshape_same': lambda v: K.reshape(v, (3, 2)), 'expand_dims': lambda v: K.expand_dims(v, 0),
 'flatten': lambda v: K.flatten(v), 'batch_flatten': lambda v: K.batch_flatten(v), 'squeeze': lambda v: K.squeeze(K.expand_dims(v), -1),
 'all': lambda v: v[:], 'row': lambda v: v[0], 'rows': lambda v: v[1:], 'stop_gradient': lambda v: K.stop_gradient(v),
 'dropout': lambda v: tf.nn.dropout(v, 0.), 'K.dropout': lambda v: K.dropout(v, 0.), 'cast': lambda v: K.cast(v, 'float32'), 'gather': lambda v: K.gather(v, [2, 0]),
 'embedding_lookup': lambda v: tf.nn.embedding_lookup(v, [2, 0]),
 'gather of gather': lambda v: K.gather(K.gather(v, [2, 0]), [1, 1]), 'reshaped gather': lambda v: K.reshape(K.gather(v, [2, 0]), (4,)),
 'tile': lambda v: K.tile(v, (1, 1)), 'transpose': lambda v: K.transpose(v), 'in_train_phase': lambda v: K.in_train_phase(v, v, training=True), 'switch': lambda v: K.switch(tf.constant(True), lambda: tf.convert_to_tensor(v), lambda: v * 2),
 'plus': lambda v: v + 0., 'broadcast': lambda v: tf.broadcast_to(v, (3, 2)), 'concat': lambda v: K.concatenate([v]), 'stack': lambda v: K.stack([v]), 'unstack': lambda v: tf.unstack(v)[1], 'reverse': lambda v: K.reverse(v, 0),
 'clip': lambda v: K.clip(v, -1e9, 1e9), 'relu': lambda v: K.relu(v), 'foldl': lambda v: K.foldl(lambda a, x: a, tf.zeros((1, 1)), v), 'Flatten': lambda v: keras.layers.Flatten()(v), 'Reshape': lambda v: keras.layers.Reshape((2,))(v), 'Dropout': lambda v: keras.layers.Dropout(0.5)(v), 'Activation': lambda v: keras.layers.Activation('linear')(v), 'Lambda': lambda v: keras.layers.Lambda(lambda x: x)(v),
 'RepeatVector': lambda v: keras.layers.RepeatVector(1)(v), 'GaussianNoise': lambda v: keras.layers.GaussianNoise(1.)(v),
}
out['held'] = {}
for name, f in cases.items():
    v = var()
    try: held = f(v)
    except Exception as e: out['held'][name] = 'error ' + type(e).__name__; continue
    v.assign_add(tf.fill((3, 2), 100.))
    out['held'][name] = L(held)
# ids
ids = tf.Variable([2, 0]); t = tf.Variable(START); g = K.gather(t, ids); ids.assign([1, 1]); t.assign(tf.zeros((3, 2)))
out['gather after ids'] = L(g)
old = (v := var()).value(); v.assign_sub(tf.ones((3, 2))); out['v - old'] = L(v - old)
e = keras.layers.Embedding(3, 2, weights=[np.array(START)]); h = e(np.array([[0, 2]])); e.set_weights([np.zeros((3, 2))]); out['embedding after set_weights'] = L(h)
# gradients
def g1():
    v = tf.Variable(3.)
    with tf.GradientTape() as tape:
        y = v * v
        v.assign(10.)
    return L(tape.gradient(y, v))
out['assign between'] = g1()
def g2():
    v = tf.Variable(3.)
    with tf.GradientTape() as tape:
        y = v * v
        v.assign(10.)
        z = y * v
    return L(tape.gradient(z, v))
out['two versions'] = g2()
def g3():
    v = tf.Variable([3., 4.])
    old = v.value(); v.assign([5., 5.])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum((v - old) ** 2)
    return L(tape.gradient(y, v))
out['old in loss'] = g3()
def g4():
    v = tf.Variable([3., 4.])
    with tf.GradientTape(persistent=True) as tape:
        w = tf.convert_to_tensor(v)
        y = w * v
    return [L(tape.gradient(y, w)), L(tape.gradient(y, v))]
out['converted'] = g4()
def g5():
    v = tf.Variable([3., 4.])
    w = tf.convert_to_tensor(v)
    with tf.GradientTape() as tape:
        y = w * v
    return L(tape.gradient(y, v))
out['converted before'] = g5()
def g6():
    table = tf.Variable(START)
    with tf.GradientTape() as tape:
        a = K.gather(table, [0, 2]); b = K.gather(table, [2, 2])
        y = tf.reduce_sum(a * b)
    return L(tape.gradient(y, table))
out['two gathers'] = g6()
TABLE = (np.arange(10, dtype='float32').reshape(5, 2) - 4) / 10
def rnn(kind):
    n = 3
    k = {'SimpleRNN': 1, 'LSTM': 4, 'GRU': 3}[kind]
    w = [((np.arange(2*n*k).reshape(2, n*k) % 7 - 3) / 10).astype('float32'), ((np.arange(n*n*k).reshape(n, n*k) % 5 - 2) / 10).astype('float32')]
    w.append((np.arange(2*n*k).reshape(2, n*k) % 3 / 10).astype('float32') if kind == 'GRU' else (np.arange(n*k) % 3 / 10).astype('float32'))
    l = getattr(keras.layers, kind)(n); l.build((None, None, 2)); l.set_weights(w); return l
IDS = np.array([[0, 1, 4, 1], [2, 2, 3, 0]])
def emb(**kw):
    e = keras.layers.Embedding(5, 2, **kw); e.build((None, 4)); e.set_weights([TABLE]); return e
out['saliency'] = {}
for kind in ['SimpleRNN', 'LSTM', 'GRU']:
    e, l = emb(), rnn(kind)
    r = {}
    with tf.GradientTape(persistent=True) as tape:
        v = e(IDS); y = tf.reduce_sum(l(v) ** 2)
    r['y'] = L(y); r['lookup'] = L(tape.gradient(y, v)); r['table'] = L(tape.gradient(y, e.embeddings)); r['kernel'] = L(tape.gradient(y, l.cell.kernel))
    v = e(IDS)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(v); y = tf.reduce_sum(l(v) ** 2)
    r['watched'] = L(tape.gradient(y, v)); r['table of watched'] = L(tape.gradient(y, e.embeddings))
    with tf.GradientTape(persistent=True) as tape:
        v = e(IDS); y = tf.reduce_sum(l(v) ** 2) + tf.reduce_sum(K.max(v, axis=1) ** 2)
    r['beside lookup'] = L(tape.gradient(y, v)); r['beside table'] = L(tape.gradient(y, e.embeddings))
    with tf.GradientTape(persistent=True) as tape:
        v = e(IDS); y = tf.reduce_sum(l(v) ** 2) + tf.reduce_sum(rnn('GRU')(v)) 
    r['two layers lookup'] = L(tape.gradient(y, v)); r['two layers table'] = L(tape.gradient(y, e.embeddings))
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            v = e(IDS); inner.watch(v); y = tf.reduce_sum(l(v) ** 2)
        g = inner.gradient(y, v); p = tf.reduce_sum(g ** 2)
    gs = outer.gradient(p, [e.embeddings] + l.trainable_weights)
    r['penalty'] = L(p); r['second'] = [L(x) for x in gs]
    out['saliency'][kind] = r
# models
def fit(make, ids=IDS):
    m = make(); m.compile('sgd', 'mse'); x = IDS; y = np.array([[0.], [1.]], 'float32')
    for layer in m.layers:
        ws = layer.get_weights()
        if ws and not isinstance(layer, keras.layers.Embedding): layer.set_weights([((np.arange(w.size).reshape(w.shape) % 7 - 2) / 10).astype('float32') for w in ws])
        elif ws: layer.set_weights([TABLE])
    p = m.predict(x, verbose=0); e = m.evaluate(x, y, verbose=0); h = m.fit(x, y, epochs=3, batch_size=2, verbose=0, shuffle=False)
    return dict(predict=L(p), evaluate=float(e), loss=[float(z) for z in h.history['loss']], table=L([l for l in m.layers if isinstance(l, keras.layers.Embedding)][0].get_weights()[0]))
from tensorflow.keras.layers import *
def fun(f):
    def make():
        i = Input((4,)); v = Embedding(5, 2)(i); return keras.Model(i, Dense(1)(f(v)))
    return make
models = {
 'GlobalMaxPooling1D': fun(lambda v: GlobalMaxPooling1D()(v)), 'GlobalAveragePooling1D': fun(lambda v: GlobalAveragePooling1D()(v)),
 'LayerNormalization': fun(lambda v: Flatten()(LayerNormalization()(v))), 'BatchNormalization': fun(lambda v: Flatten()(BatchNormalization()(v))),
 'std': fun(lambda v: Lambda(lambda x: K.std(x, axis=1))(v)), 'mean twice': fun(lambda v: Lambda(lambda x: K.mean(x, axis=1) * x[:, 0])(v)),
 'var op': fun(lambda v: K.var(v, axis=1)), 'LSTM beside max': fun(lambda v: concatenate([LSTM(3)(v), GlobalMaxPooling1D()(v)])),
 'max beside GRU': fun(lambda v: concatenate([GlobalMaxPooling1D()(v), GRU(3)(v)])), 'two RNNs': fun(lambda v: concatenate([SimpleRNN(3)(v), SimpleRNN(2)(v)])),
 'Bidirectional': fun(lambda v: Bidirectional(LSTM(3))(v)), 'Attention': fun(lambda v: GlobalAveragePooling1D()(Attention()([v, v]))),
 'Conv1D': fun(lambda v: GlobalMaxPooling1D()(Conv1D(3, 2)(v))), 'dropout': fun(lambda v: Flatten()(SpatialDropout1D(0.)(v))), 'Add': fun(lambda v: Flatten()(Add()([v, v]))),
 'MaxPooling1D': fun(lambda v: Flatten()(MaxPooling1D(2)(v))),'softmax': fun(lambda v: Flatten()(Softmax(axis=1)(v))), 'logsumexp': fun(lambda v: Lambda(lambda x: tf.reduce_logsumexp(x, 1))(v)),
}
out['models'] = {k: fit(m) for k, m in models.items()}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'values.json'), 'w') as file: json.dump(rounded(out), file, indent=0)
