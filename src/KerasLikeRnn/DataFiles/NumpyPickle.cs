namespace KerasLikeRnn.DataFiles;

/// <summary>Acts out the few calls by which NumPy rebuilds an array from its pickle.</summary>
internal static class NumpyPickle
{
    /// <summary>The function or class of a name.</summary>
    /// <exception cref="InvalidDataException">It is not one that an array needs: the file may be malicious.</exception>
    internal static PickleGlobal Global(string module, string name) => (module, name) switch
    {
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct") => PickleGlobal.Reconstruct,
        ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => PickleGlobal.Scalar,
        ("numpy", "ndarray") => PickleGlobal.NdArray,
        ("numpy", "dtype") => PickleGlobal.DType,
        ("_codecs", "encode") => PickleGlobal.Encode,
        _ => throw new InvalidDataException(
            $"it asks for {DamagedFile.Shown(module)}.{DamagedFile.Shown(name)}, which is refused: plain data needs no code. Do not trust this file"),
    };

    /// <summary>The value of <paramref name="function"/>(*<paramref name="arguments"/>).</summary>
    internal static PickleValue Call(PickleGlobal function, PickleValue[] arguments) => function switch
    {
        PickleGlobal.Reconstruct when arguments is [{ Reference: PickleGlobal.NdArray }, _, _] => PickleValue.Of(new PickledArray()),
        PickleGlobal.DType when arguments.Length > 0 => PickleValue.Of(new PickledDType(Text(arguments[0]))),
        PickleGlobal.Scalar when arguments is [{ Reference: PickledDType type }, { Reference: byte[] bytes }] => Integer(type, bytes),
        PickleGlobal.Encode when arguments is [{ Reference: string text }, { Reference: "latin1" }] => PickleValue.Of(Latin1(text)),
        _ => throw new InvalidDataException($"{function} is called in a way that NumPy does not use"),
    };

    /// <summary>Completes a dtype or an array, as Python's BUILD does.</summary>
    internal static void SetState(PickleValue target, PickleValue[] state)
    {
        switch (target.Reference)
        {
            case PickledDType type: SetState(type, state); break;
            case PickledArray array: SetState(array, state); break;
            default: throw new InvalidDataException($"a {target.TypeName} has no state to set");
        }
    }

    // (version, byte order, subdtype, names, fields, element size, alignment, flags[, metadata])
    private static void SetState(PickledDType type, PickleValue[] state)
    {
        if (state.Length is not (8 or 9)) throw new InvalidDataException($"the state of a dtype has {state.Length} parts");
        if (Text(state[1]) is not ("<" or ">" or "|" or "=") || state[2..5].Any(part => part.Reference != PickleValue.None))
            throw new InvalidDataException("structured dtypes are not supported");
        type.Order = Text(state[1])[0];
    }

    // (version, shape, dtype, Fortran order, items or raw bytes)
    private static void SetState(PickledArray array, PickleValue[] state)
    {
        if (state is not [_, { Reference: PickleTuple shape }, { Reference: PickledDType type }, { Reference: bool fortran }, var data])
            throw new InvalidDataException("the state of an array is not (version, shape, dtype, order, data)");
        if (shape.Items.Any(size => !size.IsInteger || size.Integer < 0))
            throw new InvalidDataException("the shape of an array is not a tuple of sizes");
        if (fortran && shape.Items.Length > 1 && type.Code != "u1")
            throw new InvalidDataException("arrays in Fortran order are not supported inside a pickle");
        array.Shape = [.. shape.Items.Select(size => size.Integer)];
        array.DType = type;
        array.Fortran = fortran && shape.Items.Length > 1;
        array.Items = data.Reference as PickleList;
        array.Bytes = data.Reference as byte[];
        if (array.Items is null == array.Bytes is null || array.Items is null == (type.Code is "O" or "O8" or "O4"))
            throw new InvalidDataException($"an array of dtype {DamagedFile.Shown(type.Code)} holds a {data.TypeName}");
    }

    private static PickleValue Integer(PickledDType type, byte[] bytes)
    {
        var numbers = NpyIntegers.Decode(type.Description, bytes);
        return numbers.Length == 1
            ? PickleValue.Of(numbers[0])
            : throw new InvalidDataException($"a NumPy number of dtype {DamagedFile.Shown(type.Code)} has {bytes.Length} bytes");
    }

    // Python 2 wrote str where Python 3 writes str or bytes.
    private static string Text(PickleValue value) => value.Reference switch
    {
        string text => text,
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        _ => throw new InvalidDataException($"a dtype is described by a {value.TypeName}"),
    };

    private static byte[] Latin1(string text)
        => text.All(character => character <= 255)
            ? Encoding.Latin1.GetBytes(text)
            : throw new InvalidDataException("bytes are written as a string with characters beyond latin1");
}
