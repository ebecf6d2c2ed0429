"""Records answers of Keras 2.9 that tests/Goldens leaves out: rarer arguments of losses, metrics and optimizers, and what
compile makes of losses and metrics. Run with Python and Keras 2.9.0: python record_training_parts.py"""
import json
import os

import numpy as np
import tensorflow as tf
from tensorflow import keras

r = np.random.RandomState(7)
L, M, O = keras.losses, keras.metrics, keras.optimizers
K = keras.backend


def arr(a):
    if a is None:
        return None
    a = np.asarray(a)
    data = [None if v != v else "inf" if v == np.inf else "-inf" if v == -np.inf else float(str(v)) if a.dtype.kind == "f" else int(v) for v in a.ravel()]
    return {"dtype": str(a.dtype), "shape": list(a.shape), "data": data}


def f(*shape):
    return r.randn(*shape).astype(np.float32)


def u(*shape):
    return np.asarray(r.rand(*shape), np.float32)


def bits(*shape):
    return (r.rand(*shape) > 0.5).astype(np.float32)


def hot(n, *shape):
    return np.eye(n, dtype=np.float32)[r.randint(0, n, shape)]


def soft(*shape):
    e = np.exp(f(*shape))
    return (e / e.sum(-1, keepdims=True)).astype(np.float32)


def config(o):
    return json.loads(json.dumps(o.get_config(), default=lambda v: v.tolist() if hasattr(v, "tolist") else str(v)))


losses = []


def loss(name, obj, y, p, sw=None, activation=None):
    t = tf.constant(p)
    with tf.GradientTape() as tape:
        tape.watch(t)
        q = t if activation is None else keras.activations.get(activation)(t)
        v = obj(tf.constant(y), q, sample_weight=None if sw is None else tf.constant(sw))
    losses.append({"name": name, "class": type(obj).__name__, "config": config(obj), "activation": activation, "y_true": arr(y), "y_pred": arr(p),
                   "sample_weight": arr(sw), "value": arr(v.numpy()), "gradient": arr(tape.gradient(v, t).numpy())})


loss("binary_focal", L.BinaryFocalCrossentropy(gamma=1.5, label_smoothing=0.2), bits(5, 3), u(5, 3))
loss("binary_focal_logits", L.BinaryFocalCrossentropy(from_logits=True), bits(5, 3), f(5, 3))
loss("binary_focal_sigmoid", L.BinaryFocalCrossentropy(), bits(5, 3), f(5, 3) * 3, activation="sigmoid")
loss("binary_sigmoid_saturated", L.BinaryCrossentropy(), bits(5, 1), f(5, 1) * 60, activation="sigmoid")
loss("binary_sigmoid_smoothed", L.BinaryCrossentropy(label_smoothing=0.3), bits(5, 4), f(5, 4), u(5), activation="sigmoid")
loss("binary_softmax", L.BinaryCrossentropy(), hot(3, 5), f(5, 3), activation="softmax")
loss("binary_axis_1", L.BinaryCrossentropy(axis=1), bits(4, 3, 2), u(4, 3, 2))
loss("binary_rank_1_targets", L.BinaryCrossentropy(), bits(6), u(6, 1))
loss("binary_integer_targets", L.BinaryCrossentropy(), bits(6, 1).astype(np.int64), u(6, 1))
loss("categorical_softmax", L.CategoricalCrossentropy(), hot(4, 5), f(5, 4) * 20, activation="softmax")
loss("categorical_softmax_3d", L.CategoricalCrossentropy(label_smoothing=0.1), hot(4, 5, 3), f(5, 3, 4), u(5, 3), activation="softmax")
loss("categorical_axis_1", L.CategoricalCrossentropy(axis=1), np.moveaxis(hot(4, 5, 3), -1, 1).copy(), u(5, 4, 3))
loss("categorical_axis_1_logits", L.CategoricalCrossentropy(axis=1, from_logits=True), np.moveaxis(hot(4, 5, 3), -1, 1).copy(), f(5, 4, 3))
loss("categorical_zero_row", L.CategoricalCrossentropy(), hot(4, 5) * np.array([[1], [0], [1], [0], [1]], np.float32), f(5, 4), activation="softmax")
loss("sparse_softmax", L.SparseCategoricalCrossentropy(), r.randint(0, 4, (5, 1)).astype(np.float32), f(5, 4) * 9, activation="softmax")
loss("sparse_3d", L.SparseCategoricalCrossentropy(), r.randint(0, 4, (5, 3)).astype(np.int64), soft(5, 3, 4), u(5, 3))
loss("sparse_3d_column", L.SparseCategoricalCrossentropy(from_logits=True), r.randint(0, 4, (5, 3, 1)), f(5, 3, 4), u(5))
loss("mse_broadcast", L.MeanSquaredError(), f(5, 1), f(5, 3))
loss("mse_3d_weighted", L.MeanSquaredError(), f(5, 4, 3), f(5, 4, 3), u(5, 4))
loss("mse_scalar_weight", L.MeanSquaredError(reduction="sum"), f(5, 3), f(5, 3), np.float32(0.3))
loss("mse_none_weighted", L.MeanSquaredError(reduction="none"), f(5, 3), f(5, 3), u(5, 1))
loss("mae_integer_targets", L.MeanAbsoluteError(), r.randint(0, 9, (5, 2)), f(5, 2))
loss("hinge_signs", L.Hinge(), bits(5, 3) * 2 - 1, f(5, 3))
loss("hinge_real", L.Hinge(), f(5, 3), f(5, 3))
loss("cosine_axis_1", L.CosineSimilarity(axis=1), f(5, 3, 2), f(5, 3, 2))
loss("huber_default", L.Huber(), f(5, 3) * 2, f(5, 3))

metrics = []


def metric(name, obj, *batches):
    steps = []
    for y, p, sw in batches:
        obj.update_state(y, p, sample_weight=sw)
        steps.append({"y_true": arr(y), "y_pred": arr(p), "sample_weight": arr(sw), "result": arr(obj.result().numpy())})
    metrics.append({"name": name, "class": type(obj).__name__, "config": config(obj), "steps": steps,
                    "weights": [arr(w) for w in obj.get_weights()]})


def multi():
    return [(bits(6, 3), u(6, 3), None), (bits(4, 3), u(4, 3), u(4))]


def single():
    return [(bits(8, 1), u(8, 1), None), (bits(5), u(5), u(5))]


def classes():
    return [(r.randint(0, 3, 7), r.randint(0, 3, 7), None), (r.randint(0, 3, (2, 3)), r.randint(0, 3, (2, 3)), u(2, 3))]


for curve in ("ROC", "PR"):
    for method in ("interpolation", "minoring", "majoring"):
        metric(f"auc_{curve}_{method}", M.AUC(num_thresholds=21, curve=curve, summation_method=method), *single())
metric("auc_thresholds", M.AUC(thresholds=[0.7, 0.1, 0.35]), *single())
metric("auc_two_thresholds", M.AUC(num_thresholds=2), *single())
metric("auc_multi_label", M.AUC(num_thresholds=11, multi_label=True), *multi())
metric("auc_multi_label_weights", M.AUC(num_thresholds=11, multi_label=True, num_labels=3, label_weights=[0.2, 0.5, 1.0]), *multi())
metric("auc_multi_label_pr", M.AUC(curve="PR", num_thresholds=11, multi_label=True), *multi())
metric("auc_label_weights", M.AUC(num_thresholds=11, label_weights=[0.2, 0.5, 1.0]), *multi())
metric("auc_multi_label_thresholds", M.AUC(thresholds=[0.2, 0.7], multi_label=True, num_labels=3), *multi())
metric("auc_logits", M.AUC(from_logits=True), (bits(8, 1), f(8, 1), None))
metric("auc_ends", M.AUC(), (np.array([0., 0, 1, 1], np.float32), np.array([0., 0.5, 0.3, 1.0], np.float32), None))
metric("precision_thresholds", M.Precision(thresholds=[0.0, 0.5, 1.0]), *single())
metric("precision_even", M.Precision(thresholds=[0.0, 0.25, 0.5, 0.75, 1.0]), *single())
metric("precision_top_k", M.Precision(top_k=2), *multi())
metric("recall_top_k_threshold", M.Recall(top_k=2, thresholds=0.4), *multi())
metric("precision_class", M.Precision(class_id=1), (bits(6, 3), u(6, 3), None))
metric("recall_class", M.Recall(class_id=2), (bits(6, 3), u(6, 3), None))
metric("false_negatives_list", M.FalseNegatives(thresholds=[0.2, 0.8]), *single())
metric("specificity_at_sensitivity", M.SpecificityAtSensitivity(0.6, num_thresholds=50), *single())
metric("precision_at_recall", M.PrecisionAtRecall(0.7), *single())
metric("recall_at_precision", M.RecallAtPrecision(0.6), *single())
metric("recall_at_impossible_precision", M.RecallAtPrecision(1.0, num_thresholds=1), (np.ones(3, np.float32), np.zeros(3, np.float32), None))
metric("accuracy", M.Accuracy(), *classes())
metric("categorical_accuracy_3d", M.CategoricalAccuracy(), (hot(4, 5, 3), soft(5, 3, 4), u(5, 3)), (hot(4, 2, 3), soft(2, 3, 4), u(2)))
metric("sparse_categorical_accuracy_weighted", M.SparseCategoricalAccuracy(), (r.randint(0, 4, (6, 1)), soft(6, 4), u(6)), (r.randint(0, 4, 3), soft(3, 4), u(3)))
metric("sparse_top_k_3d", M.SparseTopKCategoricalAccuracy(k=2), (r.randint(0, 4, (5, 3)), soft(5, 3, 4), u(5, 3)))
metric("top_k_ties", M.TopKCategoricalAccuracy(k=1), (hot(3, 4), np.full((4, 3), 0.2, np.float32), None))
metric("binary_accuracy_3d", M.BinaryAccuracy(), (bits(5, 3, 2), u(5, 3, 2), u(5, 3)), (bits(2, 3, 2), u(2, 3, 2), u(2)))
metric("hinge", M.Hinge(), (bits(5, 3), f(5, 3), u(5)))
metric("squared_hinge", M.SquaredHinge(), (bits(5, 3), f(5, 3), None))
metric("categorical_hinge", M.CategoricalHinge(), (hot(3, 5), f(5, 3), None))
metric("poisson", M.Poisson(), (u(5, 3), u(5, 3), u(5)))
metric("msle", M.MeanSquaredLogarithmicError(), (u(5, 3), u(5, 3), None))
metric("mean_relative_error", M.MeanRelativeError([1.0, 0.0, 3.0]), (f(5, 3), f(5, 3), None), (f(2, 3), f(2, 3), u(2, 3)))
metric("iou", M.IoU(3, [0, 2]), *classes())
metric("mean_iou_weighted", M.MeanIoU(3), *classes())
metric("binary_iou", M.BinaryIoU(target_class_ids=[1], threshold=0.3), (bits(7), u(7), None), (bits(2, 3), u(2, 3), u(2, 3)))
metric("one_hot_iou", M.OneHotIoU(4, [1, 3]), (hot(4, 9), soft(9, 4), u(9)))
metric("one_hot_mean_iou", M.OneHotMeanIoU(4), (hot(4, 9), soft(9, 4), None))
metric("binary_crossentropy_smoothed", M.BinaryCrossentropy(from_logits=True, label_smoothing=0.2), (bits(5, 2), f(5, 2), u(5)))

values = []
for name, make in (("mean", lambda: M.Mean()), ("sum", lambda: M.Sum()), ("mean_tensor", lambda: M.MeanTensor())):
    for shape, weight in (((4,), None), ((4,), (4,)), ((4, 3), (4,)), ((4, 3), (4, 1)), ((4, 3), ()), ((4, 3, 2), (4,))):
        if name == "mean_tensor" and (len(shape) == 3 or len(weight or ()) == 1 and len(shape) == 2):
            continue
        m, v, w = make(), f(*shape), None if weight is None else u(*weight)
        m.update_state(v, sample_weight=w)
        m.update_state(v * 2)
        values.append({"name": f"{name} of {shape} weighted {weight}", "class": type(m).__name__, "values": arr(v), "sample_weight": arr(w), "result": arr(m.result().numpy())})

optimizers = []


def optimizer(name, make):
    opt, tables = make(), [tf.Variable(f(3, 2), name="a"), tf.Variable(f(4), name="b")]
    start, steps = [arr(v.numpy()) for v in tables], []
    for _ in range(7):
        gs = [f(3, 2), f(4)]
        opt.apply_gradients(zip(map(tf.constant, gs), tables))
        steps.append({"gradients": [arr(g) for g in gs], "variables": [arr(v.numpy()) for v in tables]})
    emb, opt2, sparse = tf.Variable(f(6, 3)), make(), []
    estart = arr(emb.numpy())
    for _ in range(4):
        ix, vals = r.randint(0, 6, 5).astype(np.int32), f(5, 3)
        opt2.apply_gradients([(tf.IndexedSlices(tf.constant(vals), tf.constant(ix), tf.constant([6, 3])), emb)])
        sparse.append({"indices": arr(ix), "values": arr(vals), "variable": arr(emb.numpy())})
    optimizers.append({"name": name, "class": type(opt).__name__, "config": config(opt), "start": start, "steps": steps, "sparse_start": estart, "sparse_steps": sparse,
                       "weights": [arr(w) for w in opt.get_weights()], "weight_names": [w.name for w in opt.weights], "slots": opt.get_slot_names()})


S = keras.optimizers.schedules
optimizer("ftrl_all", lambda: O.Ftrl(0.1, learning_rate_power=-0.7, initial_accumulator_value=0.2, l1_regularization_strength=0.05, l2_regularization_strength=0.1, l2_shrinkage_regularization_strength=0.03, beta=0.2))
optimizer("nadam_decay", lambda: O.Nadam(0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-4))
optimizer("rmsprop_decay_all_clips", lambda: O.RMSprop(0.05, decay=0.2, clipvalue=1.0, clipnorm=0.9, momentum=0.3, centered=True))
optimizer("adam_amsgrad_decay_global", lambda: O.Adam(0.05, amsgrad=True, decay=0.1, clipvalue=0.7, global_clipnorm=1.1))
optimizer("adamax_decay", lambda: O.Adamax(0.05, decay=0.1, epsilon=1e-3))
optimizer("adagrad_zero", lambda: O.Adagrad(0.05, initial_accumulator_value=0.0, decay=0.1, clipnorm=0.5))
optimizer("adadelta_large", lambda: O.Adadelta(0.5, rho=0.5, epsilon=1e-2, decay=0.1))
optimizer("sgd_nesterov_schedule_decay", lambda: O.SGD(S.PolynomialDecay(0.1, 3, 0.01, power=0.5, cycle=True), momentum=0.5, nesterov=True, decay=0.1))
optimizer("sgd_restarts_equal", lambda: O.SGD(S.CosineDecayRestarts(0.1, 2, t_mul=1.0, m_mul=0.8, alpha=0.05)))
optimizer("sgd_restarts_grow", lambda: O.SGD(S.CosineDecayRestarts(0.1, 2, t_mul=1.5, m_mul=0.7, alpha=0.05)))
optimizer("sgd_inverse_staircase", lambda: O.SGD(S.InverseTimeDecay(0.1, 3, 0.5, staircase=True)))

schedules = []
for name, s in (("exponential", S.ExponentialDecay(0.1, 10, 0.9)), ("staircase", S.ExponentialDecay(0.1, 10, 0.9, True)), ("piecewise", S.PiecewiseConstantDecay([2, 5], [0.3, 0.2, 0.1])),
                ("polynomial", S.PolynomialDecay(0.1, 7)), ("cycle", S.PolynomialDecay(0.1, 7, cycle=True, power=2.0)), ("inverse", S.InverseTimeDecay(0.1, 4, 0.3)),
                ("cosine", S.CosineDecay(0.1, 9, alpha=0.2)), ("restarts", S.CosineDecayRestarts(0.1, 5)), ("restarts_equal", S.CosineDecayRestarts(0.1, 5, t_mul=1.0, m_mul=0.5))):
    schedules.append({"name": name, "class": type(s).__name__, "config": config(s), "rates": arr(np.array([s(i).numpy() for i in range(25)], np.float32))})


class Fixed(keras.layers.Layer):
    """Hands its input on, with a mask that leaves out steps whose first number is 9."""

    def __init__(self, masks):
        super().__init__()
        self.masks = masks

    def call(self, x):
        return x * 1.0

    def compute_mask(self, x, mask=None):
        return x[..., 0] < 9 if self.masks else None


compiled = []


def run(name, spec, p, y, sw=None, mask=False, batch=4, **arguments):
    model = keras.Sequential([keras.Input(p.shape[1:]), Fixed(mask)])
    model.compile("sgd", **arguments)
    r1 = model.evaluate(p, y, sample_weight=sw, batch_size=batch, verbose=0, return_dict=True)
    compiled.append({"name": name, **spec, "y_true": arr(y), "y_pred": arr(p), "sample_weight": arr(sw), "masked": mask, "batch": batch, "logs": r1})


def go(name, loss, metrics=None, weighted_metrics=None, **kw):
    run(name, {"loss": loss, "metrics": metrics, "weighted_metrics": weighted_metrics}, loss=loss, metrics=metrics, weighted_metrics=weighted_metrics, **kw)


p3 = soft(6, 5, 3)
p3[1, 2:, 0] = 9
p3[4, 1:, 0] = 9
go("binary", "binary_crossentropy", ["acc", "mae", "ce", "AUC", "Precision"], p=u(10, 1), y=bits(10))
go("binary_columns", "bce", ["accuracy", "binary_accuracy"], p=u(10, 3), y=bits(10, 3))
go("sparse", "sparse_categorical_crossentropy", ["acc", "ce"], p=soft(10, 3), y=r.randint(0, 3, 10))
go("sparse_column", "sparse_categorical_crossentropy", ["ACC"], p=soft(10, 3), y=r.randint(0, 3, (10, 1)))
go("categorical", "categorical_crossentropy", ["acc", "crossentropy"], p=soft(10, 3), y=hot(3, 10))
go("sparse_sequence", "sparse_categorical_crossentropy", ["acc"], p=soft(10, 5, 3), y=r.randint(0, 3, (10, 5)))
go("weighted", "mse", ["mae"], ["mae", "mse"], p=f(10, 2), y=f(10, 2), sw=u(10))
go("weighted_sparse", "sparse_categorical_crossentropy", ["acc"], ["acc"], p=soft(10, 3), y=r.randint(0, 3, 10), sw=u(10))
go("masked", "mse", ["mae"], ["mae"], p=p3, y=f(6, 5, 3), mask=True)
go("masked_weighted", "mse", ["mae"], ["mae"], p=p3, y=f(6, 5, 3), mask=True, sw=u(6))
go("masked_weighted_steps", "mae", ["mse"], ["mse"], p=p3, y=f(6, 5, 3), mask=True, sw=u(6, 5))
go("masked_sparse", "sparse_categorical_crossentropy", ["acc"], ["acc"], p=p3, y=r.randint(0, 3, (6, 5)), mask=True)

outputs = []


def two(name, **arguments):
    a, b = keras.Input(2), keras.Input(1)
    first, second = Fixed(False), Fixed(False)
    first._name, second._name = "first", "second"
    model = keras.Model([a, b], [first(a), second(b)])
    model.compile("sgd", **arguments)
    x, y, w = [f(6, 2), f(6, 1)], [f(6, 2), f(6, 1)], [u(6), u(6)]
    logs = model.evaluate(x, y, sample_weight=w, batch_size=4, verbose=0, return_dict=True)
    outputs.append({"name": name, "y_pred": list(map(arr, x)), "y_true": list(map(arr, y)), "sample_weight": list(map(arr, w)), "batch": 4, "logs": logs})


two("one for all", loss="mse", loss_weights=[0.3, 2.0], metrics=["mae"], weighted_metrics=["mae"])
two("lists", loss=["mse", "mae"], metrics=[["mae", "mse"], ["acc"]])
two("by name", loss={"second": "mae"}, loss_weights={"second": 0.5}, metrics={"first": "mse"})
two("objects", loss="mse", metrics=[M.RootMeanSquaredError(name="rmse"), M.MeanAbsoluteError()])

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "training_parts.json")
with open(path, "w") as out:
    json.dump({"losses": losses, "metrics": metrics, "values": values, "optimizers": optimizers, "schedules": schedules, "compiled": compiled, "outputs": outputs}, out, separators=(",", ":"))
print(len(losses), len(metrics), len(values), len(optimizers), len(schedules), len(compiled), os.path.getsize(path))
