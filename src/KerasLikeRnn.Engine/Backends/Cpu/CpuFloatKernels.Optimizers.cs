using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

// The updates of the optimizers: a rule says what happens to one vector of weights and slots, the loops are shared. Large
// variables are cut into chunks of fixed size, so that results do not depend on the number of threads.
internal sealed unsafe partial class CpuFloatKernels<T>
{
    // 64 KB of float32 in each of the up to five arrays: enough to outweigh handing a chunk to a thread.
    private const int ElementsPerChunk = 16384;

    /// <summary>An update of a vector of weights w with its gradient g and up to three slots.</summary>
    private interface IUpdateRule
    {
        void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g);
    }

    public override void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate) =>
        Update<GradientDescent>(new(learningRate), OtherRows.Stay, variable, null, null, null, gradient, rows);

    public override void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov) =>
        Update<Momentum>(new(learningRate, momentum, nesterov), OtherRows.Stay, variable, velocity, null, null, gradient, rows);

    public override void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows,
        double learningRate, double rho, double momentum, double epsilon)
    {
        var others = velocity is null ? OtherRows.SlotsDecay : OtherRows.Stay;
        bool centered = meanGradient is not null, moving = velocity is not null;
        Update<RmsProp>(
            new(learningRate, rho, momentum, epsilon, centered, moving), others, variable, meanSquare, meanGradient, velocity, gradient,
            rows);
    }

    public override void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows,
        double stepSize, double beta1, double beta2, double epsilon)
    {
        var amsgrad = largestV is not null;
        Update<Adam>(new(stepSize, beta1, beta2, epsilon, amsgrad), OtherRows.Follow, variable, m, v, largestV, gradient, rows);
    }

    public override void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon) =>
        Update<Adamax>(new(stepSize, beta1, beta2, epsilon), OtherRows.Stay, variable, m, v, null, gradient, rows);

    public override void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon) =>
        Update<Nadam>(
            new(gradientWeight, momentWeight, correction, beta1, beta2, epsilon), OtherRows.SlotsDecay, variable, m, v, null, gradient,
            rows);

    public override void ApplyAdagrad(
        Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon) =>
        Update<Adagrad>(new(learningRate, epsilon), OtherRows.Stay, variable, accumulator, null, null, gradient, rows);

    public override void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows, double learningRate, double rho,
        double epsilon) =>
        Update<Adadelta>(new(learningRate, rho, epsilon), OtherRows.Stay, variable, accumulator, updates, null, gradient, rows);

    public override void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows,
        double learningRate, double power, double l1, double l2, double shrinkage) =>
        Update<Ftrl>(new(learningRate, power, l1, l2, shrinkage), OtherRows.Stay, variable, accumulator, linear, null, gradient, rows);

    private static void Update<TRule>(
        TRule rule, OtherRows others, Tensor variable, Tensor? a, Tensor? b, Tensor? c, Tensor gradient, Tensor? rows)
        where TRule : unmanaged, IUpdateRule
    {
        var run = new UpdateRun(At(variable), At(a), At(b), At(c));
        var job = new UpdateJob<TRule> { Rule = rule, Run = run, Gradient = At(gradient), Items = variable.Length, Width = 1 };
        if (rows is null)
        {
            Start(&job);
            return;
        }
        int height = variable.Shape.Dims[0], named = (int)rows.Length;
        if (variable.Length == 0) return;
        job.Width = variable.Length / height;
        var indices = At<int>(rows);
        if (others == OtherRows.Stay)
        {
            job.Items = named;
            job.Rows = indices;
            Start(&job);
            return;
        }
        job.Items = height;
        job.OtherRowsFollow = others == OtherRows.Follow;
        // Where each row of the table stands in the gradient, -1 for nowhere.
        var places = ArrayPool<int>.Shared.Rent(height);
        Array.Fill(places, -1, 0, height);
        for (var i = 0; i < named; i++) places[indices[i]] = i;
        fixed (int* place = places)
        {
            job.Places = place;
            Start(&job);
        }
        ArrayPool<int>.Shared.Return(places);
    }

    private static void Start<TRule>(UpdateJob<TRule>* job) where TRule : unmanaged, IUpdateRule
    {
        job->ItemsPerChunk = Math.Max(1, ElementsPerChunk / job->Width);
        Workers.For(checked((int)((job->Items + job->ItemsPerChunk - 1) / job->ItemsPerChunk)), job, &RunChunk<TRule>);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunk<TRule>(void* state, int chunk) where TRule : unmanaged, IUpdateRule
    {
        var job = (UpdateJob<TRule>*)state;
        long begin = chunk * job->ItemsPerChunk, end = Math.Min(begin + job->ItemsPerChunk, job->Items), width = job->Width;
        var run = job->Run;
        var rule = job->Rule;
        var g = job->Gradient;
        if (job->Rows is null && job->Places is null) run.Step(rule, begin, g + begin, end - begin, true);
        else if (job->Places is null)
            for (var i = begin; i < end; i++) run.Step(rule, job->Rows[i] * width, g + i * width, width, true);
        else
            for (long row = begin, next; row < end; row = next)
            {
                var place = job->Places[row];
                next = EndOfRun(job->Places, row, end);
                if (place >= 0) run.Step(rule, row * width, g + place * width, (next - row) * width, true);
                else run.Step(rule, row * width, null, (next - row) * width, job->OtherRowsFollow);
            }
    }

    /// <summary>Where the rows end whose gradients follow each other, or of which none has one: most of a table is one run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long EndOfRun(int* places, long row, long end)
    {
        var step = places[row] < 0 ? 0 : 1;
        var next = row + 1;
        while (next < end && places[next] == places[next - 1] + step) next++;
        return next;
    }

    /// <summary>
    /// Zero for numbers that are not negative and below float32's normal ones: squares of fading gradients end there, and the
    /// processor is many times slower on them. TensorFlow lets the processor do the same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Flushed(Vector<T> x) =>
        Vector.ConditionalSelect(Vector.LessThan(x, All(1.17549435e-38)), Vector<T>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> All(double value) => new(T.CreateChecked(value));

    /// <summary>An update of elements, of the named rows, or of all rows of a table.</summary>
    private struct UpdateJob<TRule> where TRule : unmanaged, IUpdateRule
    {
        public TRule Rule;
        public UpdateRun Run;
        public T* Gradient;
        public int* Rows;
        public int* Places;
        public long Items;
        public long ItemsPerChunk;
        public long Width;
        public bool OtherRowsFollow;
    }

    /// <summary>A variable and its slots, of which runs of elements are updated.</summary>
    private readonly struct UpdateRun(T* w, T* a, T* b, T* c)
    {
        /// <summary>Updates <paramref name="count"/> elements from <paramref name="start"/> on; no gradient means zeros.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Step<TRule>(TRule rule, long start, T* g, long count, bool weightsToo) where TRule : unmanaged, IUpdateRule
        {
            var i = 0L;
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                var at = start + i;
                Vector<T> vw = Vector.Load(w + at), va = Load(a, at), vb = Load(b, at), vc = Load(c, at);
                rule.Step(ref vw, ref va, ref vb, ref vc, Load(g, i));
                if (weightsToo) vw.Store(w + at);
                Store(va, a, at);
                Store(vb, b, at);
                Store(vc, c, at);
            }
            if (i < count) Rest(rule, start + i, g is null ? null : g + i, (int)(count - i), weightsToo);
        }

        // The elements that fill no whole vector go through a padded copy.
        private void Rest<TRule>(TRule rule, long at, T* g, int count, bool weightsToo) where TRule : unmanaged, IUpdateRule
        {
            Vector<T> vw = Part(w, at, count), va = Part(a, at, count), vb = Part(b, at, count), vc = Part(c, at, count);
            rule.Step(ref vw, ref va, ref vb, ref vc, Part(g, 0, count));
            for (var i = 0; i < count; i++)
            {
                if (weightsToo) w[at + i] = vw[i];
                if (a is not null) a[at + i] = va[i];
                if (b is not null) b[at + i] = vb[i];
                if (c is not null) c[at + i] = vc[i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<T> Load(T* p, long at) => p is null ? Vector<T>.Zero : Vector.Load(p + at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store(Vector<T> v, T* p, long at)
        {
            if (p is not null) v.Store(p + at);
        }

        private static Vector<T> Part(T* p, long at, int count)
        {
            if (p is null) return Vector<T>.Zero;
            Span<T> padded = stackalloc T[Vector<T>.Count];
            padded.Clear();
            new ReadOnlySpan<T>(p + at, count).CopyTo(padded);
            return new Vector<T>(padded);
        }
    }

    private readonly struct GradientDescent(double learningRate) : IUpdateRule
    {
        private readonly Vector<T> lr = All(learningRate);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g) => w -= g * lr;
    }

    private readonly struct Momentum(double learningRate, double momentum, bool nesterov) : IUpdateRule
    {
        private readonly Vector<T> lr = All(learningRate);
        private readonly Vector<T> mu = All(momentum);
        private readonly bool nesterov = nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> v, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
        {
            var step = g * lr;
            v = v * mu - step;
            w += nesterov ? v * mu - step : v;
        }
    }

    private readonly struct RmsProp(double learningRate, double rho, double momentum, double epsilon, bool centered, bool moving)
        : IUpdateRule
    {
        private readonly Vector<T> lr = All(learningRate);
        private readonly Vector<T> rho = All(rho);
        private readonly Vector<T> rest = Vector<T>.One - All(rho);
        private readonly Vector<T> mu = All(momentum);
        private readonly Vector<T> epsilon = All(epsilon);
        private readonly bool centered = centered;
        private readonly bool moving = moving;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> s, ref Vector<T> mean, ref Vector<T> v, Vector<T> g)
        {
            s = Flushed(rho * s + rest * Flushed(g * g));
            var variance = s;
            if (centered)
            {
                mean = rho * mean + rest * g;
                variance -= mean * mean;
            }
            if (moving)
            {
                v = v * mu + g * lr / Vector.SquareRoot(variance + epsilon);
                w -= v;
            }
            else w -= lr * g / (Vector.SquareRoot(variance) + epsilon);
        }
    }

    private readonly struct Adam(double stepSize, double beta1, double beta2, double epsilon, bool amsgrad) : IUpdateRule
    {
        private readonly Vector<T> alpha = All(stepSize);
        private readonly Vector<T> rest1 = Vector<T>.One - All(beta1);
        private readonly Vector<T> rest2 = Vector<T>.One - All(beta2);
        private readonly Vector<T> epsilon = All(epsilon);
        private readonly bool amsgrad = amsgrad;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> largest, Vector<T> g)
        {
            m += (g - m) * rest1;
            v += (g * g - v) * rest2;
            if (amsgrad) largest = Vector.Max(largest, v);
            w -= m * alpha / (Vector.SquareRoot(amsgrad ? largest : v) + epsilon);
        }
    }

    private readonly struct Adamax(double stepSize, double beta1, double beta2, double epsilon) : IUpdateRule
    {
        private readonly Vector<T> alpha = All(stepSize);
        private readonly Vector<T> rest1 = Vector<T>.One - All(beta1);
        private readonly Vector<T> beta2 = All(beta2);
        private readonly Vector<T> epsilon = All(epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> c, Vector<T> g)
        {
            m += (g - m) * rest1;
            v = Vector.Max(beta2 * v, Vector.Abs(g));
            w -= alpha * (m / (v + epsilon));
        }
    }

    private readonly struct Nadam(double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon)
        : IUpdateRule
    {
        private readonly Vector<T> ofGradient = All(gradientWeight);
        private readonly Vector<T> ofMoment = All(momentWeight);
        private readonly Vector<T> correction = All(correction);
        private readonly Vector<T> beta1 = All(beta1);
        private readonly Vector<T> rest1 = Vector<T>.One - All(beta1);
        private readonly Vector<T> beta2 = All(beta2);
        private readonly Vector<T> rest2 = Vector<T>.One - All(beta2);
        private readonly Vector<T> epsilon = All(epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> v, ref Vector<T> c, Vector<T> g)
        {
            m = beta1 * m + rest1 * g;
            v = beta2 * v + rest2 * (g * g);
            w -= (ofGradient * g + ofMoment * m) / (Vector.SquareRoot(v / correction) + epsilon);
        }
    }

    private readonly struct Adagrad(double learningRate, double epsilon) : IUpdateRule
    {
        private readonly Vector<T> lr = All(learningRate);
        private readonly Vector<T> epsilon = All(epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> sum, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
        {
            sum += g * g;
            w -= g * lr / (Vector.SquareRoot(sum) + epsilon);
        }
    }

    private readonly struct Adadelta(double learningRate, double rho, double epsilon) : IUpdateRule
    {
        private readonly Vector<T> lr = All(learningRate);
        private readonly Vector<T> rho = All(rho);
        private readonly Vector<T> rest = Vector<T>.One - All(rho);
        private readonly Vector<T> epsilon = All(epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> squares, ref Vector<T> updates, ref Vector<T> c, Vector<T> g)
        {
            squares = squares * rho + g * g * rest;
            var update = Vector.SquareRoot(updates + epsilon) / Vector.SquareRoot(squares + epsilon) * g;
            w -= update * lr;
            updates = updates * rho + update * update * rest;
        }
    }

    private readonly struct Ftrl(double learningRate, double power, double l1, double l2, double shrinkage) : IUpdateRule
    {
        private readonly Vector<T> lr = All(learningRate);
        private readonly double exponent = -power;
        private readonly Vector<T> l1 = All(l1);
        private readonly Vector<T> l2Twice = All(l2) + All(l2);
        private readonly Vector<T> shrinkageTwice = All(shrinkage) + All(shrinkage);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref Vector<T> w, ref Vector<T> n, ref Vector<T> z, ref Vector<T> c, Vector<T> g)
        {
            var sum = n + g * g;
            var root = Power(sum);
            z += g + shrinkageTwice * w - (root - Power(n)) / lr * w;
            w = (Vector.Max(Vector.Min(z, l1), -l1) - z) / (root / lr + l2Twice);
            n = sum;
        }

        private Vector<T> Power(Vector<T> x)
        {
            if (exponent == 0.5) return Vector.SquareRoot(x);
            Span<T> powers = stackalloc T[Vector<T>.Count];
            for (var i = 0; i < powers.Length; i++) powers[i] = T.CreateChecked(Math.Pow(double.CreateChecked(x[i]), exponent));
            return new Vector<T>(powers);
        }
    }
}
