namespace KerasLikeRnn.Layers;

/// <summary>Checks of sizes and rates that several layers share, with Keras's words.</summary>
internal static class CheckedArgument
{
    /// <exception cref="ValueError">units is negative.</exception>
    public static int Units(int units) => units >= 0
        ? units
        : throw new ValueError(
            $"Received an invalid value for `units`, expected a positive integer. Received: units={units}", nameof(units));

    /// <exception cref="ValueError">units is negative.</exception>
    public static int RecurrentUnits(int units) => units >= 0
        ? units
        : throw new ValueError(
            $"Received an invalid value for argument `units`, expected a positive integer, got {units}.", nameof(units));

    /// <exception cref="ValueError">filters is not positive.</exception>
    public static int Filters(int filters) => filters > 0
        ? filters
        : throw new ValueError(
            $"Invalid value for argument `filters`. Expected a strictly positive value. Received filters={filters}.", nameof(filters));

    /// <exception cref="ValueError">depth_multiplier is not positive.</exception>
    public static int DepthMultiplier(int depth_multiplier) => depth_multiplier > 0
        ? depth_multiplier
        : throw new ValueError(
            $"Invalid value for argument `depth_multiplier`. Expected a strictly positive value. Received "
            + $"depth_multiplier={depth_multiplier}.", nameof(depth_multiplier));

    /// <exception cref="ValueError">The size is not positive.</exception>
    public static int Size(int size, string name) => size > 0
        ? size
        : throw new ValueError($"`{name}` must be positive. Received: {size}", name);

    /// <exception cref="ValueError">rate is not a share.</exception>
    public static double Rate(double rate) => rate is >= 0 and <= 1
        ? rate
        : throw new ValueError(
            $"Invalid value {Python.PythonNumber.Repr(rate)} received for `rate`, expected a value between 0 and 1.", nameof(rate));
}
