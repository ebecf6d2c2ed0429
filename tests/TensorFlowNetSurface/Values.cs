namespace Tensorflow;

/// <summary>What became of a call.</summary>
public enum TF_Code
{
    TF_OK = 0,
    TF_CANCELLED = 1,
    TF_UNKNOWN = 2,
    TF_INVALID_ARGUMENT = 3,
    TF_NOT_FOUND = 5,
    TF_RESOURCE_EXHAUSTED = 8,
    TF_OUT_OF_RANGE = 11,
    TF_UNIMPLEMENTED = 12,
    TF_INTERNAL = 13,
}

/// <summary>Types of elements, numbered as the native library does.</summary>
public enum TF_DataType
{
    TF_FLOAT = 1,
    TF_DOUBLE = 2,
    TF_INT32 = 3,
    TF_INT64 = 9,
    TF_BOOL = 10,
    TF_BFLOAT16 = 14,
    TF_HALF = 19,
    TF_VARIANT = 21,
}
