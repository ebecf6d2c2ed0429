using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using NumSharp;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Builtins;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Scripts;

/// <content>Adversarial networks in both forms, and a variational autoencoder.</content>
internal static partial class PublicScripts
{
    public static void generative_adversarial()
    {
        var latent_dim = 4;
        var discriminator = Sequential(
            [keras.Input(shape: 6), Dense(8), LeakyReLU(alpha: 0.2), Dense(1, activation: "sigmoid")], name: "discriminator");
        var generator = Sequential(
            [keras.Input(shape: latent_dim), Dense(8), LeakyReLU(alpha: 0.2), Dense(6, activation: "tanh")], name: "generator");
        generator.summary();
        var real = np.random.uniform(-1, 1, (32, 6)).astype("float32");
        var gan = new GAN(discriminator: discriminator, generator: generator, latent_dim: latent_dim);
        gan.compile(d_optimizer: keras.optimizers.Adam(learning_rate: 0.003), g_optimizer: keras.optimizers.Adam(learning_rate: 0.001),
            loss_fn: keras.losses.BinaryCrossentropy());
        gan.fit(real, epochs: 3, batch_size: 8, verbose: 2, callbacks: [new Monitor()]);
    }

    private sealed class GAN(Model discriminator, Model generator, int latent_dim) : Model
    {
        private Optimizer d_optimizer = null!, g_optimizer = null!;
        private Loss loss_fn = null!;
        private Mean d_loss_metric = null!, g_loss_metric = null!;

        public Model generator { get; } = generator;

        public override IReadOnlyList<Metric> metrics => [d_loss_metric, g_loss_metric];

        public override Tensors call(Tensors inputs, CallContext context) => generator[inputs];

        public void compile(Optimizer d_optimizer, Optimizer g_optimizer, Loss loss_fn)
        {
            compile();
            this.d_optimizer = d_optimizer;
            this.g_optimizer = g_optimizer;
            this.loss_fn = loss_fn;
            d_loss_metric = keras.metrics.Mean(name: "d_loss");
            g_loss_metric = keras.metrics.Mean(name: "g_loss");
        }

        public override Logs train_step(StepData data)
        {
            Tensor real = data.X;
            var batch_size = tf.shape(real)[0];
            var random_latent_vectors = tf.random.normal(shape: [batch_size, latent_dim]);
            var generated = generator[random_latent_vectors];
            var combined = tf.concat([generated, real], axis: 0);
            var labels = tf.concat([tf.ones([batch_size, 1]), tf.zeros([batch_size, 1])], axis: 0);
            labels += 0.05 * tf.random.uniform(tf.shape(labels));
            Tensor d_loss, g_loss;
            using (var tape = tf.GradientTape())
            {
                var predictions = discriminator[combined];
                d_loss = loss_fn[labels, predictions];
                var grads = tape.gradient(d_loss, discriminator.trainable_weights);
                d_optimizer.apply_gradients(zip(grads, discriminator.trainable_weights));
            }
            random_latent_vectors = tf.random.normal(shape: [batch_size, latent_dim]);
            var misleading_labels = tf.zeros([batch_size, 1]);
            using (var tape = tf.GradientTape())
            {
                var predictions = discriminator[generator[random_latent_vectors]];
                g_loss = loss_fn[misleading_labels, predictions];
                var grads = tape.gradient(g_loss, generator.trainable_weights);
                g_optimizer.apply_gradients(zip(grads, generator.trainable_weights));
            }
            d_loss_metric.update_state(d_loss);
            g_loss_metric.update_state(g_loss);
            return new() { { "d_loss", d_loss_metric.result() }, { "g_loss", g_loss_metric.result() } };
        }
    }

    private sealed class Monitor(int num = 2, int latent_dim = 4) : Callback
    {
        public override void on_epoch_end(int epoch, Logs logs = null!)
        {
            var generated = ((GAN)model).generator[tf.ones((num, latent_dim))];
            print(epoch, np.round(np.mean(generated.numpy()), 4), logs.Keys.ToList());
        }
    }

    public static void adversarial_by_compile_order()
    {
        var optimizer = keras.optimizers.Adam(0.002, 0.5);
        var discriminator = Sequential([Flatten(input_shape: (3, 2)), Dense(8), LeakyReLU(alpha: 0.2), Dense(1, activation: "sigmoid")]);
        discriminator.compile(loss: "binary_crossentropy", optimizer: optimizer, metrics: ["accuracy"]);
        var generator = Sequential(
            [Dense(8, input_dim: 4), LeakyReLU(alpha: 0.2), BatchNormalization(momentum: 0.8), Dense(6, activation: "tanh"),
            Reshape((3, 2))]);
        var z = keras.Input(shape: 4);
        var img = generator[z];
        discriminator.trainable = false;
        var validity = discriminator[img];
        var combined = Model(z, validity);
        combined.compile(loss: "binary_crossentropy", optimizer: keras.optimizers.Adam(0.002, 0.5));
        print(len(combined.trainable_weights), len(discriminator.trainable_weights));
        var X_train = np.random.normal(0, 1, (20, 3, 2));
        var batch_size = 8;
        var (valid, fake) = (np.ones((batch_size, 1)), np.zeros((batch_size, 1)));
        foreach (var epoch in range(4))
        {
            var idx = np.random.randint(0, X_train.shape[0], batch_size);
            var imgs = X_train[idx];
            var noise = np.random.normal(0, 1, (batch_size, 4));
            var gen_imgs = generator.predict(noise, verbose: 0);
            var d_loss_real = discriminator.train_on_batch(imgs, valid);
            var d_loss_fake = discriminator.train_on_batch(gen_imgs, fake);
            var d_loss = 0.5 * np.add(d_loss_real, d_loss_fake);
            noise = np.random.normal(0, 1, (batch_size, 4));
            var g_loss = combined.train_on_batch(noise, valid);
            print($"{epoch} [D loss: {(double)d_loss[0]:F6}, acc.: {100 * (double)d_loss[1]:F2}%] [G loss: {(double)g_loss:F6}]");
        }
    }

    public static void variational_autoencoder()
    {
        var latent_dim = 2;
        var encoder_inputs = keras.Input(shape: 6);
        var x = Dense(8, activation: "relu")[encoder_inputs];
        var z_mean = Dense(latent_dim, name: "z_mean")[x];
        var z_log_var = Dense(latent_dim, name: "z_log_var")[x];
        var z = new Sampling()[[z_mean, z_log_var]];
        var encoder = Model(encoder_inputs, [z_mean, z_log_var, z], name: "encoder");
        encoder.summary();
        var latent_inputs = keras.Input(shape: latent_dim);
        x = Dense(8, activation: "relu")[latent_inputs];
        var decoder_outputs = Dense(6, activation: "sigmoid")[x];
        var decoder = Model(latent_inputs, decoder_outputs, name: "decoder");
        var x_train = np.random.rand(24, 6).astype("float32");
        var vae = new VAE(encoder, decoder);
        vae.compile(optimizer: keras.optimizers.Adam());
        var history = vae.fit(x_train, epochs: 3, batch_size: 8, validation_data: (x_train[":8"], null), verbose: 2);
        print(vae.evaluate(x_train, verbose: 0));
        print(history.history.Keys.ToList());
        print(np.round(encoder.predict(x_train[":1"], verbose: 0)[0], 4), np.round(decoder.predict(np.zeros((1, 2)), verbose: 0), 4));
    }

    /// <summary>Uses (z_mean, z_log_var) to sample z.</summary>
    private sealed class Sampling : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context)
        {
            var (z_mean, z_log_var) = inputs;
            var batch = tf.shape(z_mean)[0];
            var dim = tf.shape(z_mean)[1];
            var epsilon = K.random_normal(shape: [batch, dim]);
            return z_mean + tf.exp(0.5 * z_log_var) * epsilon;
        }
    }

    private sealed class VAE(Model encoder, Model decoder) : Model
    {
        private readonly Mean total_loss_tracker = keras.metrics.Mean(name: "total_loss");
        private readonly Mean reconstruction_loss_tracker = keras.metrics.Mean(name: "reconstruction_loss");
        private readonly Mean kl_loss_tracker = keras.metrics.Mean(name: "kl_loss");

        public override IReadOnlyList<Metric> metrics => [total_loss_tracker, reconstruction_loss_tracker, kl_loss_tracker];

        public override Tensors call(Tensors inputs, CallContext context) => decoder[encoder[inputs][2]];

        private (Tensor, Tensor, Tensor) losses_of(Tensors data)
        {
            var (z_mean, z_log_var, z) = encoder[data];
            var reconstruction = decoder[z];
            var reconstruction_loss = tf.reduce_mean(6 * keras.losses.binary_crossentropy(data, reconstruction));
            var kl_loss = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var));
            kl_loss = tf.reduce_mean(tf.reduce_sum(kl_loss, axis: 1));
            return (reconstruction_loss + kl_loss, reconstruction_loss, kl_loss);
        }

        private Logs track(Tensor total_loss, Tensor reconstruction_loss, Tensor kl_loss)
        {
            total_loss_tracker.update_state(total_loss);
            reconstruction_loss_tracker.update_state(reconstruction_loss);
            kl_loss_tracker.update_state(kl_loss);
            return new()
            {
                { "loss", total_loss_tracker.result() },
                { "reconstruction_loss", reconstruction_loss_tracker.result() },
                { "kl_loss", kl_loss_tracker.result() },
            };
        }

        public override Logs train_step(StepData data)
        {
            using var tape = tf.GradientTape();
            var (total_loss, reconstruction_loss, kl_loss) = losses_of(data.X);
            var grads = tape.gradient(total_loss, trainable_weights);
            optimizer.apply_gradients(zip(grads, trainable_weights));
            return track(total_loss, reconstruction_loss, kl_loss);
        }

        public override Logs test_step(StepData data)
        {
            var (total_loss, reconstruction_loss, kl_loss) = losses_of(data.X);
            return track(total_loss, reconstruction_loss, kl_loss);
        }
    }
}
