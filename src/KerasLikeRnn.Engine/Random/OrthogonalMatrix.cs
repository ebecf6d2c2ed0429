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
        if (Math.Min(rows, columns) >= SingleQr.Block) Orthonormalize(destination, rows, columns, gain);
        else Write(SingleQr.OrthonormalColumns(destination, Math.Max(rows, columns), Math.Min(rows, columns)), destination, rows, columns, gain);
    }

    /// <inheritdoc cref="Fill(Philox, Span{float}, int, int, float)"/>
    public static void Fill(Philox stream, Span<double> destination, int rows, int columns, double gain = 1)
    {
        CheckLength(destination, rows, columns);
        Distributions.Normal(stream, destination);
        Orthonormalize(destination, rows, columns, gain);
    }

    private static void Orthonormalize<T>(Span<T> matrix, int rows, int columns, T gain) where T : INumber<T> =>
        Write(Qr.OrthonormalColumns<T>(matrix, Math.Max(rows, columns), Math.Min(rows, columns)), matrix, rows, columns, gain);

    private static void Write<T, TFrom>(TFrom[][] q, Span<T> matrix, int rows, int columns, T gain) where T : INumber<T> where TFrom : INumber<TFrom>
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                matrix[i * columns + j] = gain * T.CreateChecked(rows >= columns ? q[j][i] : q[i][j]);
    }

    private static void CheckLength<T>(Span<T> destination, int rows, int columns)
    {
        if (destination.Length != (long)rows * columns)
            throw new ValueError($"A matrix of {rows} x {columns} was expected. Received: {destination.Length} elements.", nameof(destination));
    }
}
