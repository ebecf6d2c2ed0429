using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow;

/// <summary>
/// Where the native library is: in the folder of the Python package tensorflow that KERASLIKERNN_TENSORFLOW names, or that the reference
/// (../shared/reference/keras) has unpacked. That library needs Python's, which must be there before it, for everybody.
/// </summary>
internal static partial class NativeTensorFlow
{
    private const int LazyAndForAll = 0x101;

    private static readonly Lazy<nint> library = new(Load);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Whoever calls the first function must find the library.")]
    internal static void Resolve() => NativeLibrary.SetDllImportResolver(
        Assembly.GetExecutingAssembly(), (name, _, _) => name == "tensorflow" ? library.Value : 0);

    private static nint Load()
    {
        var internals = Path.Combine(PackageFolder(), "python", "_pywrap_tensorflow_internal.so");
        if (!File.Exists(internals))
            throw new DllNotFoundException(
                $"There is no {internals}. Run ../shared/reference/keras once, or name the folder of the Python package tensorflow in "
                + "KERASLIKERNN_TENSORFLOW.");
        var python = PythonLibrary();
        if (dlopen(python, LazyAndForAll) == 0)
            throw new DllNotFoundException($"{python} cannot be loaded: TensorFlow of the Python package needs it.");
        return NativeLibrary.Load(internals);
    }

    private static string PackageFolder()
    {
        if (Variable("KERASLIKERNN_TENSORFLOW") is { } folder) return folder;
        var cache = Variable("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache");
        return Path.Combine(cache, "keras-reference", "keras-2.9", "tensorflow");
    }

    /// <summary>Beside a Python of pyenv's, else where the system looks.</summary>
    private static string PythonLibrary()
    {
        const string name = "libpython3.10.so.1.0";
        var versions = Path.Combine(Variable("PYENV_ROOT") ?? Path.Combine(Home, ".pyenv"), "versions");
        var folders = Directory.Exists(versions) ? Directory.GetDirectories(versions, "3.10.*") : [];
        return folders.Select(folder => Path.Combine(folder, "lib", name)).FirstOrDefault(File.Exists) ?? name;
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [LibraryImport("libc.so.6", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlopen(string name, int flags);
}
