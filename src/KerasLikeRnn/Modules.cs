// Where names stand in Keras's sources, and where they stood in older ones: scripts import them from there too.
using KerasLikeRnn;

[assembly: KerasModule(
    "keras.layers.core", "keras.layers", "Activation", "ActivityRegularization", "Dense", "Dropout", "Embedding", "Flatten", "Lambda",
    "Masking", "Permute", "RepeatVector", "Reshape", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")]
[assembly: KerasModule(
    "keras.layers.convolutional", "keras.layers", "Conv1D", "Conv1DTranspose", "Conv2D", "Conv2DTranspose", "Conv3D", "Conv3DTranspose",
    "Convolution1D", "Convolution1DTranspose", "Convolution2D", "Convolution2DTranspose", "Convolution3D", "Convolution3DTranspose",
    "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D", "SeparableConvolution1D", "SeparableConvolution2D",
    "Cropping1D", "Cropping2D", "Cropping3D", "UpSampling1D", "UpSampling2D", "UpSampling3D", "ZeroPadding1D", "ZeroPadding2D",
    "ZeroPadding3D", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "MaxPooling1D", "MaxPooling2D", "MaxPooling3D")]
[assembly: KerasModule(
    "keras.layers.pooling", "keras.layers", "AveragePooling1D", "AveragePooling2D", "AveragePooling3D", "MaxPooling1D", "MaxPooling2D",
    "MaxPooling3D", "AvgPool1D", "AvgPool2D", "AvgPool3D", "MaxPool1D", "MaxPool2D", "MaxPool3D", "GlobalAveragePooling1D",
    "GlobalAveragePooling2D", "GlobalAveragePooling3D", "GlobalAvgPool1D", "GlobalAvgPool2D", "GlobalAvgPool3D", "GlobalMaxPooling1D",
    "GlobalMaxPooling2D", "GlobalMaxPooling3D", "GlobalMaxPool1D", "GlobalMaxPool2D", "GlobalMaxPool3D")]
[assembly: KerasModule("keras.layers.noise", "keras.layers", "AlphaDropout", "GaussianDropout", "GaussianNoise")]
[assembly: KerasModule(
    "keras.layers.merging", "keras.layers", "Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract", "add",
    "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract")]
[assembly: KerasModule(
    "keras.layers.rnn", "keras.layers", "RNN", "SimpleRNN", "SimpleRNNCell", "GRU", "GRUCell", "LSTM", "LSTMCell", "StackedRNNCells",
    "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Bidirectional", "TimeDistributed")]
[assembly: KerasModule(
    "keras.layers.regularization", "keras.layers", "ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout",
    "GaussianNoise", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")]
[assembly: KerasModule(
    "keras.layers.reshaping", "keras.layers", "Cropping1D", "Cropping2D", "Cropping3D", "UpSampling1D", "UpSampling2D", "UpSampling3D",
    "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Flatten", "Permute", "RepeatVector", "Reshape")]
[assembly: KerasModule("keras.layers.activation", "keras.layers", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax", "ThresholdedReLU")]
[assembly: KerasModule("keras.layers.attention", "keras.layers", "AdditiveAttention", "Attention", "MultiHeadAttention")]
[assembly: KerasModule("keras.layers.locally_connected", "keras.layers", "LocallyConnected1D", "LocallyConnected2D")]
[assembly: KerasModule("keras.layers.kernelized", "keras.layers.experimental", "RandomFourierFeatures")]
[assembly: KerasModule("keras.layers.einsum_dense", "keras.layers.experimental", "EinsumDense")]
[assembly: KerasModule(
    "keras.layers.recurrent", "keras.layers", "RNN", "SimpleRNN", "SimpleRNNCell", "GRU", "GRUCell", "LSTM", "LSTMCell",
    "StackedRNNCells", IsGone = true)]
[assembly: KerasModule("keras.layers.recurrent_v2", "keras.layers", "GRU", "GRUCell", "LSTM", "LSTMCell", IsGone = true)]
[assembly: KerasModule("keras.layers.convolutional_recurrent", "keras.layers", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", IsGone = true)]
[assembly: KerasModule("keras.layers.embeddings", "keras.layers", "Embedding", IsGone = true)]
[assembly: KerasModule("keras.layers.normalization", "keras.layers", "BatchNormalization", "LayerNormalization", IsGone = true)]
[assembly: KerasModule("keras.layers.wrappers", "keras.layers", "Bidirectional", "TimeDistributed", IsGone = true)]
[assembly: KerasModule(
    "keras.layers.merge", "keras.layers", "Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract", "add",
    "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract", IsGone = true)]
[assembly: KerasModule(
    "keras.layers.advanced_activations", "keras.layers", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax", "ThresholdedReLU", IsGone =
    true)]
[assembly: KerasModule("keras.layers.local", "keras.layers", "LocallyConnected1D", "LocallyConnected2D", IsGone = true)]
[assembly: KerasModule("keras.layers.dense_attention", "keras.layers", "AdditiveAttention", "Attention", IsGone = true)]
[assembly: KerasModule("keras.layers.multi_head_attention", "keras.layers", "MultiHeadAttention", IsGone = true)]
[assembly: KerasModule(
    "keras.utils.data_utils", "keras.utils", "GeneratorEnqueuer", "OrderedEnqueuer", "Progbar", "get_file", "pad_sequences")]
[assembly: KerasModule(
    "keras.utils.generic_utils", "keras.utils", "CustomObjectScope", "Progbar", "custom_object_scope", "deserialize_keras_object",
    "get_custom_objects", "get_registered_name", "get_registered_object", "register_keras_serializable", "serialize_keras_object")]
[assembly: KerasModule("keras.utils.vis_utils", "keras.utils", "model_to_dot", "plot_model")]
[assembly: KerasModule("keras.utils.layer_utils", "keras.utils", "get_source_inputs")]
[assembly: KerasModule("keras.utils.layer_utils", "keras.backend", "count_params")]
[assembly: KerasModule(
    "keras.utils.io_utils", "keras.utils", "disable_interactive_logging", "enable_interactive_logging",
    "is_interactive_logging_enabled")]
[assembly: KerasModule("keras.utils.tf_utils", "keras.utils", "set_random_seed")]
[assembly: KerasModule("keras.utils.visualize_util", "keras.utils", "model_to_dot", "plot_model", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.adadelta", "keras.optimizers", "Adadelta")]
[assembly: KerasModule("keras.optimizer_v2.adadelta", "keras.optimizers", "Adadelta", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.adagrad", "keras.optimizers", "Adagrad")]
[assembly: KerasModule("keras.optimizer_v2.adagrad", "keras.optimizers", "Adagrad", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.adam", "keras.optimizers", "Adam")]
[assembly: KerasModule("keras.optimizer_v2.adam", "keras.optimizers", "Adam", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.adamax", "keras.optimizers", "Adamax")]
[assembly: KerasModule("keras.optimizer_v2.adamax", "keras.optimizers", "Adamax", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.ftrl", "keras.optimizers", "Ftrl")]
[assembly: KerasModule("keras.optimizer_v2.ftrl", "keras.optimizers", "Ftrl", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.gradient_descent", "keras.optimizers", "SGD")]
[assembly: KerasModule("keras.optimizer_v2.gradient_descent", "keras.optimizers", "SGD", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.nadam", "keras.optimizers", "Nadam")]
[assembly: KerasModule("keras.optimizer_v2.nadam", "keras.optimizers", "Nadam", IsGone = true)]
[assembly: KerasModule("keras.optimizers.optimizer_v2.rmsprop", "keras.optimizers", "RMSprop")]
[assembly: KerasModule("keras.optimizer_v2.rmsprop", "keras.optimizers", "RMSprop", IsGone = true)]
[assembly: KerasModule(
    "keras.optimizer_v2.learning_rate_schedule", "keras.optimizers.schedules", "CosineDecay", "CosineDecayRestarts", "ExponentialDecay",
    "InverseTimeDecay", "PiecewiseConstantDecay", "PolynomialDecay", IsGone = true)]
[assembly: KerasModule("keras.engine.input_layer", "keras", "Input")]
[assembly: KerasModule("keras.engine.input_layer", "keras.layers", "InputLayer")]
[assembly: KerasModule("keras.engine.training", "keras", "Model")]
[assembly: KerasModule("keras.engine.sequential", "keras", "Sequential")]
[assembly: KerasModule("keras.engine.topology", "keras", "Input", IsGone = true)]
[assembly: KerasModule("keras.engine.topology", "keras.layers", "InputLayer", IsGone = true)]
[assembly: KerasModule(
    "keras.objectives", "keras.losses", "binary_crossentropy", "categorical_crossentropy", "categorical_hinge", "cosine_similarity",
    "hinge", "kullback_leibler_divergence", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_error",
    "mean_squared_logarithmic_error", "poisson", "sparse_categorical_crossentropy", "squared_hinge", "mse", "mae", "mape", "msle",
    "kld", "get", IsGone = true)]
[assembly: KerasModule(
    "keras.initializers.initializers_v2", "keras.initializers", "Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform",
    "Identity", "LecunNormal", "LecunUniform", "Ones", "Orthogonal", "RandomNormal", "RandomUniform", "TruncatedNormal",
    "VarianceScaling", "Zeros")]
