using System.Collections;
using System.Diagnostics;
using System.Reflection;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Regularizers;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Errors;

/// <summary>None for each argument of each public method of layers, metrics and their like: taken, or refused in words.</summary>
[Collection("Console")]
public sealed class NullInMethodsTests
{
    private static readonly Type[] kinds = [
        typeof(Layer), typeof(Metric), typeof(Loss), typeof(Optimizer), typeof(Callback), typeof(Initializer), typeof(Regularizer),
        typeof(Constraint)];

    // What the runtime says where something did not work any more.
    private static readonly Type[] inner = [
        typeof(NullReferenceException), typeof(InvalidCastException), typeof(IndexOutOfRangeException), typeof(KeyNotFoundException),
        typeof(ArgumentOutOfRangeException), typeof(ArgumentNullException), typeof(TargetException)];

    [Fact]
    public void No_method_lets_None_run_into_an_inner_place()
    {
        using var silence = Messages.Redirect(_ => { });
        List<string> faults = [];
        var tried = 0;
        foreach (var type in typeof(Layer).Assembly.GetExportedTypes().Where(
            type => !type.IsAbstract && kinds.Any(kind => kind.IsAssignableFrom(type))))
        {
            if (Made(type) is null) continue;
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(IsOurs))
            {
                var parameters = method.GetParameters();
                foreach (var parameter in parameters.Where(
                    parameter => !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef))
                {
                    object?[] arguments = [.. parameters.Select(other => other == parameter ? null : Something(other.ParameterType))];
                    var thrown = Record.Exception(() => method.Invoke(Made(type), BindingFlags.DoNotWrapExceptions, null, arguments, null));
                    tried++;
                    if (IsInner(thrown) && !IsWhole(method, parameter, thrown!))
                        faults.Add($"{type.Name}.{method.Name}({parameter.Name}): {thrown!.GetType().Name} {Place(thrown)}");
                }
            }
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {tried}:\n{string.Join('\n', faults)}");
        Assert.True(tried > 1000, $"Only {tried} arguments were tried.");
    }

    /// <summary>Whether the call fails in the same way with that argument given: then it was not None.</summary>
    private static bool IsWhole(MethodInfo method, ParameterInfo parameter, Exception thrown)
    {
        if (Something(parameter.ParameterType) is null) return false;
        object?[] arguments = [.. method.GetParameters().Select(other => Something(other.ParameterType))];
        return Record.Exception(
            () => method.Invoke(Made(method.ReflectedType!), BindingFlags.DoNotWrapExceptions, null, arguments, null))?.GetType()
            == thrown.GetType();
    }

    private static bool IsOurs(MethodInfo method) => method.DeclaringType!.Assembly == typeof(Layer).Assembly && !method.IsGenericMethod
        && method.Name is not ("Equals" or "ToString" or "GetHashCode" or "Deconstruct");

    private static bool IsInner(Exception? thrown) => inner.Contains(thrown?.GetType())
        && (thrown is not KeyNotFoundException
            || new StackTrace(thrown).GetFrame(0)!.GetMethod()!.DeclaringType!.Assembly != typeof(Layer).Assembly);

    private static string Place(Exception thrown) => thrown.StackTrace!.Split('\n')[0].Trim();

    private static object? Made(Type type)
    {
        foreach (var constructor in type.GetConstructors().OrderBy(one => one.GetParameters().Length))
        {
            var arguments = constructor.GetParameters()
                .Select(parameter => parameter.HasDefaultValue ? Type.Missing : Something(parameter.ParameterType)).ToArray();
            if (arguments.Contains(null)) continue;
            try
            {
                return constructor.Invoke(BindingFlags.OptionalParamBinding | BindingFlags.DoNotWrapExceptions, null, arguments, null);
            }
            catch (ArgumentException)
            {
            }
        }
        return null;
    }

    /// <summary>A plausible argument; null where there is none.</summary>
    private static object? Something(Type type)
    {
        var known = new object[]
        {
            new Engine.Shape(4, 3), 2, 0.5, "linear", true, 2L, (Tensors)Tensor.From<float>(new float[12], (4, 3)),
            Tensor.From<float>(new float[12], (4, 3)),
            new CallContext(), new Variable(Tensor.From<float>(new float[12], (4, 3))), new Logs(), new Dense(2), new LSTMCell(2),
            new NDArray[] { np.zeros((4, 3)) }, np.zeros((4, 3)), Array.Empty<Variable>(), Array.Empty<Layer>(), new[] { 2, 2 },
            new[] { "a" },
        }.FirstOrDefault(type.IsInstanceOfType);
        if (known is not null) return known;
        if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]);
        if (type.IsValueType) return Converted(type) ?? Activator.CreateInstance(type);
        return type.IsAssignableTo(typeof(IEnumerable)) && type.GetGenericArguments() is [var element]
            && type.IsAssignableFrom(element.MakeArrayType())
            ? Array.CreateInstance(element, 0) : null;
    }

    /// <summary>What a value type makes of a number, where it is converted from one.</summary>
    private static object? Converted(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(
            method => method.Name == "op_Implicit" && method.ReturnType == type && method.GetParameters()[0].ParameterType == typeof(int))
        .Select(method => method.Invoke(null, [2])).FirstOrDefault();
}
