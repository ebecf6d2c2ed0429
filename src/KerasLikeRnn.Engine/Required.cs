using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn;

/// <summary>Arguments that must be given.</summary>
internal static class Required
{
    /// <summary>The value, unless it is null.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="name">Name of the argument.</param>
    /// <exception cref="ValueError">It is null; the message names the argument and its type.</exception>
    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string name = "") where T : class =>
        value ?? throw new ValueError($"`{name}` must be given ({TypeOf(typeof(T))}). Received: None", name);

    /// <summary>The values, unless they are null or one of them is.</summary>
    /// <exception cref="ValueError">One is null; the message says which.</exception>
    public static T[] NoneNull<T>([NotNull] T[]? values, [CallerArgumentExpression(nameof(values))] string name = "") where T : class
    {
        var at = Array.IndexOf(NotNull(values, name), null);
        return at < 0
            ? values
            : throw new ValueError($"`{name}` has no None in it. Received: None at position {at}", name);
    }

    /// <summary>The text, unless it is null or empty.</summary>
    /// <exception cref="ValueError">It is; the message names the argument.</exception>
    public static string NotEmpty([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        NotNull(value, name).Length > 0 ? value : throw new ValueError($"`{name}` must not be empty. Received: ''", name);

    private static string TypeOf(Type type) => typeof(Delegate).IsAssignableFrom(type) ? "a function"
        : type.IsArray || (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))) ? "a list, array or dictionary"
        : type == typeof(string) ? "a string" : $"a {type.Name}";
}
