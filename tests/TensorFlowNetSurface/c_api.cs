using System.Runtime.InteropServices;
using Tensorflow.Eager;

namespace Tensorflow;

/// <summary>The functions of TensorFlow's C interface that the engine calls, and those that its handles need.</summary>
public static unsafe class c_api
{
    private const string Library = "tensorflow";

    [DllImport(Library)]
    internal static extern SafeStatusHandle TF_NewStatus();

    [DllImport(Library)]
    internal static extern void TF_DeleteStatus(nint status);

    [DllImport(Library)]
    internal static extern TF_Code TF_GetCode(SafeStatusHandle status);

    [DllImport(Library)]
    internal static extern nint TF_Message(SafeStatusHandle status);

    [DllImport(Library)]
    public static extern SafeTensorHandle TF_AllocateTensor(TF_DataType dtype, long[] dims, int num_dims, ulong len);

    [DllImport(Library)]
    internal static extern void TF_DeleteTensor(nint tensor);

    [DllImport(Library)]
    public static extern nint TF_TensorData(SafeTensorHandle tensor);

    [DllImport(Library)]
    internal static extern nint TFE_NewContextOptions();

    [DllImport(Library)]
    internal static extern void TFE_DeleteContextOptions(nint options);

    [DllImport(Library)]
    internal static extern SafeContextHandle TFE_NewContext(nint options, SafeStatusHandle status);

    [DllImport(Library)]
    internal static extern void TFE_DeleteContext(nint context);

    [DllImport(Library)]
    public static extern void TFE_ContextAddFunctionDef(
        SafeContextHandle ctx, byte[] serialized_function_def, ulong size, SafeStatusHandle status);

    [DllImport(Library)]
    public static extern SafeEagerTensorHandle TFE_NewTensorHandle(SafeTensorHandle tensor, SafeStatusHandle status);

    [DllImport(Library)]
    internal static extern void TFE_DeleteTensorHandle(nint handle);

    [DllImport(Library)]
    public static extern SafeTensorHandle TFE_TensorHandleResolve(SafeEagerTensorHandle h, SafeStatusHandle status);

    [DllImport(Library)]
    public static extern TF_DataType TFE_TensorHandleDataType(SafeEagerTensorHandle h);

    [DllImport(Library)]
    public static extern int TFE_TensorHandleNumDims(SafeEagerTensorHandle h, SafeStatusHandle status);

    [DllImport(Library)]
    public static extern int TFE_TensorHandleDim(SafeEagerTensorHandle h, int dim, SafeStatusHandle status);

    [DllImport(Library)]
    public static extern SafeEagerOpHandle TFE_NewOp(SafeContextHandle ctx, string op_or_function_name, SafeStatusHandle status);

    [DllImport(Library)]
    public static extern void TFE_OpReset(
        SafeEagerOpHandle op_to_reset, string op_or_function_name,
        string raw_device_name, SafeStatusHandle status);

    [DllImport(Library)]
    internal static extern void TFE_DeleteOp(nint op);

    [DllImport(Library)]
    public static extern void TFE_OpAddInput(SafeEagerOpHandle op, SafeEagerTensorHandle h, SafeStatusHandle status);

    [DllImport(Library)]
    public static extern void TFE_OpSetAttrBool(SafeEagerOpHandle op, string attr_name, bool value);

    [DllImport(Library)]
    public static extern void TFE_OpSetAttrInt(SafeEagerOpHandle op, string attr_name, long value);

    [DllImport(Library)]
    public static extern void TFE_OpSetAttrType(SafeEagerOpHandle op, string attr_name, TF_DataType value);

    [DllImport(Library)]
    public static extern void TFE_OpSetAttrString(SafeEagerOpHandle op, string attr_name, string value, ulong length);

    [DllImport(Library)]
    public static extern void TFE_OpSetAttrIntList(SafeEagerOpHandle op, string attr_name, long[] values, int num_values);

    /// <summary>As many results as there is room for.</summary>
    public static void TFE_Execute(SafeEagerOpHandle op, SafeEagerTensorHandle[] retvals, out int num_retvals, SafeStatusHandle status)
    {
        num_retvals = retvals.Length;
        var pointers = stackalloc nint[num_retvals];
        TFE_Execute(op, pointers, ref num_retvals, status);
        if (TF_GetCode(status) != TF_Code.TF_OK) return;
        for (var i = 0; i < num_retvals; i++) retvals[i] = new(pointers[i]);
    }

    [DllImport(Library)]
    private static extern void TFE_Execute(SafeEagerOpHandle op, nint* retvals, ref int num_retvals, SafeStatusHandle status);
}
