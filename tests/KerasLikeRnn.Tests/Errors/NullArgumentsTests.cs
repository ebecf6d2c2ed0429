using System.Reflection;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Tests.Errors;

/// <summary>None for whatever must be given: every function and class of the trees keras and tf says which argument it was.</summary>
public sealed class NullArgumentsTests
{
    [Fact]
    public void None_where_a_value_must_be_given_is_told_by_the_arguments_name()
    {
        var refused = 0;
        var functions = typeof(Layer).Assembly.GetExportedTypes().Where(IsOfTheTree)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly));
        foreach (var method in functions.Where(method => !method.IsGenericMethod))
        {
            var parameters = method.GetParameters();
            foreach (var parameter in parameters.Where(IsRequired))
            {
                // What comes before is looked at before, what comes after not any more.
                var before = parameters.Take(parameter.Position).Select(Something).ToArray();
                if (before.Contains(null)) break;
                object?[] arguments = [.. before, .. new object?[parameters.Length - before.Length]];
                var thrown = Record.Exception(() => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null));
                var error = Assert.IsType<ValueError>(thrown);
                Assert.StartsWith($"`{parameter.Name}` must be given", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > 500, $"Only {refused} arguments were looked at.");
    }

    private static bool IsOfTheTree(Type type) => type.FullName!.Split('+', '.')[0] is "keras" or "tf";

    private static bool IsRequired(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef
        && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.NotNull;

    /// <summary>Any value that is not null, never used; null where none can be made without the class's help.</summary>
    private static object? Something(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type.IsValueType) return RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type);
        if (type == typeof(string)) return "";
        if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]);
        if (type.IsInterface && type.GetGenericArguments() is [var element] && type.IsAssignableFrom(element.MakeArrayType()))
            return Array.CreateInstance(element, 0);
        return type.IsAbstract || type.IsAssignableTo(typeof(Delegate)) ? null : RuntimeHelpers.GetUninitializedObject(type);
    }
}
