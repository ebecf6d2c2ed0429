using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using Tensorflow;
using Tensorflow.Eager;
using DType = KerasLikeRnn.Engine.DType;
using NativeContext = Tensorflow.Contexts.Context;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// TensorFlow.NET, as far as it is needed: single operations by the C interface, each of which is executed before it returns. The one
/// place that names its types.
/// </summary>
internal static unsafe class Tf
{
    /// <summary>TensorFlow.NET has one a thread; functions are known where they were added, so all threads use this one.</summary>
    private static readonly NativeContext context = MakeContext();

    /// <summary>An operation is dear to make, and cheap to use again.</summary>
    [ThreadStatic]
    private static Dictionary<string, SafeEagerOpHandle>? operations;

    /// <summary>Loads the native library, or says what is missing.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or does not fit.</exception>
    public static void NeedLibrary()
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(Tf).TypeHandle);
        }
        catch (TypeInitializationException error)
        {
            throw new InvalidOperationException(
                "TensorFlow's native library cannot be loaded. Add the package SciSharp.TensorFlow.Redist to the program. "
                + error.GetBaseException().Message, error);
        }
    }

    /// <summary>An operation of one output, whose attributes follow from its inputs.</summary>
    public static Handle Run(string operation, params ReadOnlySpan<Handle> inputs) => Run(operation, inputs, []);

    /// <summary>An operation of one output.</summary>
    /// <param name="operation">Its name among TensorFlow's, or that of a function.</param>
    /// <param name="inputs">One after another; of a list of inputs too, which needs its length and its type as attributes.</param>
    /// <param name="attributes">Those that do not follow from the inputs, where they are not to have their defaults.</param>
    public static Handle Run(
        string operation, ReadOnlySpan<Handle> inputs, params ReadOnlySpan<(string Name, Attribute Value)> attributes) =>
        RunMany(operation, 1, inputs, attributes)[0];

    /// <summary>An operation of several outputs.</summary>
    public static Handle[] RunMany(
        string operation, int outputs, ReadOnlySpan<Handle> inputs, params ReadOnlySpan<(string Name, Attribute Value)> attributes)
    {
        var status = Binding.tf.Status;
        var op = Begin(operation, status);
        foreach (var (name, value) in attributes) Set(op, name, value);
        foreach (var input in inputs)
        {
            c_api.TFE_OpAddInput(op, Native(input), status);
            Check(status, operation);
        }
        var results = new SafeEagerTensorHandle[outputs];
        c_api.TFE_Execute(op, results, out _, status);
        Check(status, operation);
        return Array.ConvertAll(results, result => Frame.Hold(new Handle(result)));
    }

    /// <summary>Makes a function known, which is then run as an operation is.</summary>
    /// <param name="definition">The bytes of a FunctionDef.</param>
    public static void AddFunction(byte[] definition)
    {
        var status = Binding.tf.Status;
        c_api.TFE_ContextAddFunctionDef(context, definition, (ulong)definition.Length, status);
        Check(status, "FunctionDef");
    }

    /// <summary>An array with the given elements, row by row, which belongs to the caller.</summary>
    public static Handle Upload(DType dtype, ReadOnlySpan<int> dims, ReadOnlySpan<byte> bytes)
    {
        var sizes = new long[dims.Length];
        for (var axis = 0; axis < sizes.Length; axis++) sizes[axis] = dims[axis];
        using var tensor = c_api.TF_AllocateTensor(Native(dtype), sizes, sizes.Length, (ulong)bytes.Length);
        if (!bytes.IsEmpty) bytes.CopyTo(new((void*)c_api.TF_TensorData(tensor), bytes.Length));
        var status = Binding.tf.Status;
        var handle = c_api.TFE_NewTensorHandle(tensor, status);
        Check(status, nameof(Upload));
        return new(handle);
    }

    /// <summary>Looks at the elements, copied to this processor's memory where they are elsewhere.</summary>
    public static TResult Look<TResult>(Handle handle, Func<ReadOnlySpan<byte>, TResult> at)
    {
        using var tensor = Resolve(handle);
        return at(new((void*)c_api.TF_TensorData(tensor), checked((int)(handle.Length * handle.DType.Size()))));
    }

    /// <summary>Copies elements out, from a byte on.</summary>
    public static void Download(Handle handle, Span<byte> bytes, int begin)
    {
        if (bytes.IsEmpty) return;
        using var tensor = Resolve(handle);
        new ReadOnlySpan<byte>((byte*)c_api.TF_TensorData(tensor) + begin, bytes.Length).CopyTo(bytes);
    }

    public static int[] DimsOf(Handle handle)
    {
        var (native, status) = (Native(handle), Binding.tf.Status);
        var dims = new int[c_api.TFE_TensorHandleNumDims(native, status)];
        for (var axis = 0; axis < dims.Length; axis++) dims[axis] = c_api.TFE_TensorHandleDim(native, axis, status);
        Check(status, nameof(DimsOf));
        return dims;
    }

    public static DType TypeOf(Handle handle) => c_api.TFE_TensorHandleDataType(Native(handle)) switch
    {
        TF_DataType.TF_FLOAT => DType.Float32,
        TF_DataType.TF_DOUBLE => DType.Float64,
        TF_DataType.TF_INT32 => DType.Int32,
        TF_DataType.TF_INT64 => DType.Int64,
        TF_DataType.TF_BOOL => DType.Bool,
        TF_DataType.TF_HALF => DType.Float16,
        TF_DataType.TF_BFLOAT16 => DType.BFloat16,
        var other => throw new NotSupportedException($"TensorFlow gave a tensor of {other}, which has no counterpart here."),
    };

    /// <summary>The number that TensorFlow's messages have for a type.</summary>
    public static int NumberOf(DType dtype) => (int)Native(dtype);

    private static SafeTensorHandle Resolve(Handle handle)
    {
        var status = Binding.tf.Status;
        var tensor = c_api.TFE_TensorHandleResolve(Native(handle), status);
        Check(status, nameof(Resolve));
        return tensor;
    }

    private static NativeContext MakeContext()
    {
        var made = Binding.tf.Context;
        made.ensure_initialized();
        return made;
    }

    private static SafeEagerOpHandle Begin(string operation, Status status)
    {
        operations ??= [];
        if (operations.TryGetValue(operation, out var known)) c_api.TFE_OpReset(known, operation, "", status);
        else known = c_api.TFE_NewOp(context, operation, status);
        Check(status, operation);
        return operations[operation] = known;
    }

    private static void Set(SafeEagerOpHandle op, string name, Attribute value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Bool: c_api.TFE_OpSetAttrBool(op, name, value.Number != 0); break;
            case AttributeKind.Int: c_api.TFE_OpSetAttrInt(op, name, value.Number); break;
            case AttributeKind.Type: c_api.TFE_OpSetAttrType(op, name, Native((DType)value.Number)); break;
            case AttributeKind.String:
                var text = (string)value.Object!;
                c_api.TFE_OpSetAttrString(op, name, text, (uint)text.Length);
                break;
            case AttributeKind.Ints:
                var numbers = (long[])value.Object!;
                c_api.TFE_OpSetAttrIntList(op, name, numbers, numbers.Length);
                break;
            default: throw new NotSupportedException($"Attributes that are {value.Kind} stand in functions only: {name}.");
        }
    }

    /// <summary>What TensorFlow says of wrong values is what the seam's errors say; all else is told with the operation's name.</summary>
    private static void Check(Status status, string operation)
    {
        var code = status.Code;
        if (code == TF_Code.TF_OK) return;
        var message = status.Message;
        throw code switch
        {
            TF_Code.TF_INVALID_ARGUMENT or TF_Code.TF_OUT_OF_RANGE => new ValueError(message),
            TF_Code.TF_UNIMPLEMENTED or TF_Code.TF_NOT_FOUND =>
                new NotSupportedException($"TensorFlow has no {operation} for this: {message}"),
            TF_Code.TF_RESOURCE_EXHAUSTED => new InsufficientMemoryException(message),
            // TensorFlow does not expect this one.
            TF_Code.TF_INTERNAL when operation == "TruncateDiv" => new DivideByZeroException(),
            _ => new InvalidOperationException($"TensorFlow's {operation} failed: {message}"),
        };
    }

    private static SafeEagerTensorHandle Native(Handle handle) => (SafeEagerTensorHandle)handle.Native;

    private static TF_DataType Native(DType dtype) => dtype switch
    {
        DType.Float32 => TF_DataType.TF_FLOAT,
        DType.Float64 => TF_DataType.TF_DOUBLE,
        DType.Int32 => TF_DataType.TF_INT32,
        DType.Int64 => TF_DataType.TF_INT64,
        DType.Bool => TF_DataType.TF_BOOL,
        DType.Float16 => TF_DataType.TF_HALF,
        DType.BFloat16 => TF_DataType.TF_BFLOAT16,
        _ => throw new NotSupportedException($"The TensorFlow engine has no {dtype.Name()} tensors."),
    };
}
