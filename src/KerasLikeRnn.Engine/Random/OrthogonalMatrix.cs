using System.Numerics;

namespace KerasLikeRnn.Engine;

/// <summary>Random matrices with orthonormal rows or columns, as Keras's Orthogonal initializer draws them.</summary>
/// <remarks>
/// A matrix of normal values, (max, min) of (rows, columns), is decomposed into Q·R; Q with its columns times the sign of R's
/// diagonal is the result, transposed where there are fewer rows than columns. A. Saxe, J. McClelland, S. Ganguli:
/// Exact solutions to the nonlinear dynamics of learning in deep linear neural networks (ICLR 2014).
/// </remarks>
public static class OrthogonalMatrix
{
    // Columns from which on decomposing in double precision takes longer than it is worth: Keras decomposes in single precision.
    private const int LargeMatrix = 1024;

    /// <summary>Fills a matrix (rows, columns), row after row, with an orthonormal one times <paramref name="gain"/>.</summary>
    /// <param name="stream">Where the normal draw of rows · columns values begins.</param>
    /// <param name="destination">rows · columns elements.</param>
    /// <param name="rows">The number of rows: the product of all axes but the last.</param>
    /// <param name="columns">The number of columns: the last axis.</param>
    /// <param name="gain">What every element is multiplied by.</param>
    /// <exception cref="ValueError"><paramref name="destination"/> has another length.</exception>
    public static void Fill(Philox stream, Span<float> destination, int rows, int columns, float gain = 1)
    {
        CheckLength(destination, rows, columns);
        Distributions.Normal(stream, destination);
        int longer = Math.Max(rows, columns), shorter = Math.Min(rows, columns);
        if (shorter < SingleQr.Block) Write(SingleQr.OrthonormalColumns(destination, longer, shorter), destination, rows, columns, gain);
        else if (shorter < LargeMatrix)
            Write(Qr.OrthonormalColumns<double, float>(destination, longer, shorter), destination, rows, columns, gain);
        else Write(Qr.OrthonormalColumns<float, float>(destination, longer, shorter), destination, rows, columns, gain);
    }

    /// <inheritdoc cref="Fill(Philox, Span{float}, int, int, float)"/>
    public static void Fill(Philox stream, Span<double> destination, int rows, int columns, double gain = 1)
    {
        CheckLength(destination, rows, columns);
        Distributions.Normal(stream, destination);
        Write(
            Qr.OrthonormalColumns<double, double>(destination, Math.Max(rows, columns), Math.Min(rows, columns)), destination, rows,
            columns, gain);
    }

    private static void Write<T, TFrom>(TFrom[] q, Span<T> matrix, int rows, int columns, T gain)
        where T : INumber<T> where TFrom : INumber<TFrom>
    {
        if (rows >= columns) Qr.Transpose<TFrom, T>(q, columns, rows, matrix, columns);
        else for (var i = 0; i < matrix.Length; i++) matrix[i] = T.CreateChecked(q[i]);
        if (gain != T.One) foreach (ref var element in matrix) element *= gain;
    }

    private static void CheckLength<T>(Span<T> destination, int rows, int columns)
    {
        if (destination.Length != (long)rows * columns)
            throw new ValueError(
                $"A matrix of {rows} x {columns} was expected. Received: {destination.Length} elements.", nameof(destination));
    }
}
