namespace KerasLikeRnn.Engine;

// The updates of the optimizers: a rule says what becomes of a variable w and its slots, of which not all need be there.
public partial class FloatKernels
{
    /// <summary>The variable after an update, whose slots are changed in their array.</summary>
    private delegate Term UpdateRule(Term w, Term[] slots, Term gradient);

    /// <summary>What happens to the rows that a sparse gradient does not name.</summary>
    private protected enum OtherRows
    {
        /// <summary>Nothing.</summary>
        Stay,

        /// <summary>Their slots are updated with a zero gradient.</summary>
        SlotsDecay,

        /// <summary>They are updated with a zero gradient.</summary>
        Follow,
    }

    public virtual void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate) =>
        Update(OtherRows.Stay, variable, [], gradient, rows, (w, _, g) => w - g * learningRate);

    public virtual void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov) =>
        Update(OtherRows.Stay, variable, [velocity], gradient, rows, (w, s, g) =>
        {
            s[0] = s[0] * momentum - g * learningRate;
            return w + (nesterov ? s[0] * momentum - g * learningRate : s[0]);
        });

    public virtual void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows,
        double learningRate, double rho, double momentum, double epsilon)
    {
        var others = velocity is null ? OtherRows.SlotsDecay : OtherRows.Stay;
        Update(others, variable, [meanSquare, meanGradient, velocity], gradient, rows, (w, s, g) =>
        {
            s[0] = s[0] * rho + g * g * Rest(g, rho);
            var variance = s[0];
            if (meanGradient is not null)
            {
                s[1] = s[1] * rho + g * Rest(g, rho);
                variance -= s[1] * s[1];
            }
            if (velocity is null) return w - g * learningRate / (variance.Of(UnaryOp.Sqrt) + epsilon);
            s[2] = s[2] * momentum + g * learningRate / (variance + epsilon).Of(UnaryOp.Sqrt);
            return w - s[2];
        });
    }

    public virtual void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows,
        double stepSize, double beta1, double beta2, double epsilon) =>
        Update(OtherRows.Follow, variable, [m, v, largestV], gradient, rows, (w, s, g) =>
        {
            s[0] += (g - s[0]) * Rest(g, beta1);
            s[1] += (g * g - s[1]) * Rest(g, beta2);
            if (largestV is not null) s[2] = s[2].With(BinaryOp.Maximum, s[1]);
            return w - s[0] * stepSize / (s[largestV is null ? 1 : 2].Of(UnaryOp.Sqrt) + epsilon);
        });

    public virtual void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon) =>
        Update(OtherRows.Stay, variable, [m, v], gradient, rows, (w, s, g) =>
        {
            s[0] += (g - s[0]) * Rest(g, beta1);
            s[1] = (s[1] * beta2).With(BinaryOp.Maximum, g.Of(UnaryOp.Abs));
            return w - s[0] / (s[1] + epsilon) * stepSize;
        });

    public virtual void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon) =>
        Update(OtherRows.SlotsDecay, variable, [m, v], gradient, rows, (w, s, g) =>
        {
            s[0] = s[0] * beta1 + g * Rest(g, beta1);
            s[1] = s[1] * beta2 + g * g * Rest(g, beta2);
            return w - (g * gradientWeight + s[0] * momentWeight) / ((s[1] / correction).Of(UnaryOp.Sqrt) + epsilon);
        });

    public virtual void ApplyAdagrad(
        Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon) =>
        Update(OtherRows.Stay, variable, [accumulator], gradient, rows, (w, s, g) =>
        {
            s[0] += g * g;
            return w - g * learningRate / (s[0].Of(UnaryOp.Sqrt) + epsilon);
        });

    public virtual void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows,
        double learningRate, double rho, double epsilon) =>
        Update(OtherRows.Stay, variable, [accumulator, updates], gradient, rows, (w, s, g) =>
        {
            s[0] = s[0] * rho + g * g * Rest(g, rho);
            var update = (s[1] + epsilon).Of(UnaryOp.Sqrt) / (s[0] + epsilon).Of(UnaryOp.Sqrt) * g;
            s[1] = s[1] * rho + update * update * Rest(g, rho);
            return w - update * learningRate;
        });

    public virtual void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows,
        double learningRate, double power, double l1, double l2, double shrinkage) =>
        Update(OtherRows.Stay, variable, [accumulator, linear], gradient, rows, (w, s, g) =>
        {
            var sum = s[0] + g * g;
            Term root = sum.With(BinaryOp.Power, g.Number(-power)), rootBefore = s[0].With(BinaryOp.Power, g.Number(-power));
            s[1] += g + w * (2 * shrinkage) - (root - rootBefore) / learningRate * w;
            s[0] = sum;
            var clipped = s[1].With(BinaryOp.Minimum, g.Number(l1)).With(BinaryOp.Maximum, g.Number(-l1));
            return (clipped - s[1]) / (root / learningRate + 2 * l2);
        });

    private void Update(OtherRows others, Tensor variable, Tensor?[] slots, Tensor gradient, Tensor? rows, UpdateRule rule)
    {
        using var scratch = MemoryScope.OfThread();
        var w = Of(variable);
        var after = Array.ConvertAll(slots, slot => slot is null ? default : Of(slot));
        var updated = rule(w, after, rows is null ? Of(gradient) : ScatteredRows(gradient, rows, variable.Shape));
        Put(updated, variable, others != OtherRows.Follow);
        for (var i = 0; i < slots.Length; i++)
            if (slots[i] is { } slot) Put(after[i], slot, others == OtherRows.Stay);

        void Put(Term value, Tensor to, bool onlyNamed)
        {
            if (onlyNamed && rows is not null)
            {
                Shape column = Shape.Of([variable.Shape.Dims[0], .. Enumerable.Repeat(1, variable.Rank - 1)]);
                var named = ScatteredRows(w.Filled(rows.Shape, 1).Tensor, rows, column);
                value = named.Is(CompareOp.NotEqual, w.Number(0)).Choose(value, Of(to).As(variable.Shape.Dims));
            }
            value.To(to);
        }
    }

    /// <summary>Rows of a table, in their places between zeros.</summary>
    private Term ScatteredRows(Tensor values, Tensor rows, Shape table)
    {
        var y = Of(values).Filled(table, 0);
        Backend.ScatterAdd(y.Tensor, rows, values);
        return y;
    }

    /// <summary>1 − a share, in the numbers of the variable.</summary>
    private static Term Rest(Term like, double share) => like.Number(1) - like.Number(share);
}
