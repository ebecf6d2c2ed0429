using System.Runtime.InteropServices;
using Tensorflow.Util;

namespace Tensorflow.Util
{
    /// <summary>A pointer to an object of the native library, which deletes it.</summary>
    public abstract class SafeTensorflowHandle : SafeHandle
    {
        private protected SafeTensorflowHandle(nint pointer = 0) : base(0, ownsHandle: true) => SetHandle(pointer);

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Delete(handle);
            return true;
        }

        private protected abstract void Delete(nint pointer);
    }
}

namespace Tensorflow
{
    public sealed class SafeStatusHandle : SafeTensorflowHandle
    {
        private protected override void Delete(nint pointer) => c_api.TF_DeleteStatus(pointer);
    }

    public class SafeTensorHandle : SafeTensorflowHandle
    {
        private protected override void Delete(nint pointer) => c_api.TF_DeleteTensor(pointer);
    }
}

namespace Tensorflow.Eager
{
    public sealed class SafeContextHandle : SafeTensorflowHandle
    {
        private protected override void Delete(nint pointer) => c_api.TFE_DeleteContext(pointer);
    }

    public sealed class SafeEagerOpHandle : SafeTensorflowHandle
    {
        private protected override void Delete(nint pointer) => c_api.TFE_DeleteOp(pointer);
    }

    public sealed class SafeEagerTensorHandle : SafeTensorflowHandle
    {
        public SafeEagerTensorHandle() { }

        public SafeEagerTensorHandle(nint pointer) : base(pointer) { }

        private protected override void Delete(nint pointer) => c_api.TFE_DeleteTensorHandle(pointer);
    }
}
