using System.Runtime.InteropServices;
using Tensorflow.Contexts;
using Tensorflow.Eager;

namespace Tensorflow
{
    /// <summary>The entrance.</summary>
    public static class Binding
    {
        public static tensorflow tf { get; } = new();
    }

    /// <summary>What belongs to a thread.</summary>
    public class tensorflow
    {
        private readonly ThreadLocal<Status> status = new(() => new());
        private readonly ThreadLocal<Context> context = new(() => new());

        public Status Status => status.Value!;

        public Context Context => context.Value!;
    }

    /// <summary>What became of a thread's last call.</summary>
    public sealed class Status
    {
        private readonly SafeStatusHandle handle = c_api.TF_NewStatus();

        public TF_Code Code => c_api.TF_GetCode(handle);

        public string Message => Marshal.PtrToStringUTF8(c_api.TF_Message(handle)) ?? "";

        public static implicit operator SafeStatusHandle(Status status) => status.handle;
    }
}

namespace Tensorflow.Contexts
{
    /// <summary>Where operations are executed and functions are known.</summary>
    public sealed class Context
    {
        private SafeContextHandle? handle;

        public void ensure_initialized()
        {
            if (handle is not null) return;
            var options = c_api.TFE_NewContextOptions();
            var status = Binding.tf.Status;
            handle = c_api.TFE_NewContext(options, status);
            c_api.TFE_DeleteContextOptions(options);
            if (status.Code != TF_Code.TF_OK) throw new InvalidOperationException(status.Message);
        }

        public static implicit operator SafeContextHandle(Context context) => context.handle!;
    }
}
