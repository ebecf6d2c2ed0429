using System.Collections;
using System.Globalization;
using System.Reflection;
using KerasLikeRnn.Python;

namespace KerasLikeRnn.Utils;

/// <summary>Python's <c>cls(**config)</c>: makes an object from its arguments by name.</summary>
internal static class Construction
{
    /// <summary>Calls the first public constructor that takes all the arguments.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static object Create(Type type, IReadOnlyDictionary<string, object?> arguments)
    {
        var constructors = type.GetConstructors();
        foreach (var constructor in constructors)
            if (Fit(constructor.GetParameters(), arguments) is { } values)
                return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, CultureInfo.InvariantCulture);
        throw Refused(type, constructors, arguments);
    }

    /// <summary>The value for each parameter, or null when the arguments do not fit them.</summary>
    private static object?[]? Fit(ParameterInfo[] parameters, IReadOnlyDictionary<string, object?> arguments)
    {
        if (arguments.Keys.Any(name => Array.TrueForAll(parameters, parameter => parameter.Name != name))) return null;
        var values = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!arguments.TryGetValue(parameters[i].Name!, out var given))
            {
                if (!parameters[i].HasDefaultValue) return null;
                values[i] = parameters[i].DefaultValue;
            }
            else if (!TryConvert(given, parameters[i].ParameterType, out values[i])) return null;
        }
        return values;
    }

    /// <summary>Converts numbers among each other without loss, and lists to arrays.</summary>
    private static bool TryConvert(object? value, Type type, out object? converted)
    {
        converted = value;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) return !type.IsValueType || target != type;
        if (target.IsInstanceOfType(value)) return true;
        if (IsNumber(value.GetType()) && IsNumber(target))
        {
            var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (!IsFloat(target) && number != Math.Truncate(number)) return false;
            converted = Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            return true;
        }
        return target.IsArray && value is IEnumerable and not string && TryConvert((IEnumerable)value, target.GetElementType()!, out converted);
    }

    private static bool TryConvert(IEnumerable values, Type element, out object? converted)
    {
        var items = new ArrayList();
        converted = null;
        foreach (var value in values)
        {
            if (!TryConvert(value, element, out var item)) return false;
            items.Add(item);
        }
        converted = items.ToArray(element);
        return true;
    }

    private static bool IsFloat(Type type) => type == typeof(double) || type == typeof(float);

    private static bool IsNumber(Type type) => IsFloat(type) || type == typeof(int) || type == typeof(long);

    private static ArgumentException Refused(Type type, ConstructorInfo[] constructors, IReadOnlyDictionary<string, object?> arguments)
    {
        var parameters = constructors.SelectMany(constructor => constructor.GetParameters()).ToArray();
        foreach (var name in arguments.Keys)
            if (Array.TrueForAll(parameters, parameter => parameter.Name != name))
                return new ArgumentException(
                    $"{type.Name} got an unexpected keyword argument '{name}'. Known: {string.Join(", ", parameters.Select(p => p.Name).Distinct())}.", nameof(arguments));
        return new ArgumentException($"{type.Name} cannot be made from these arguments: {PythonText.Repr(arguments)}.", nameof(arguments));
    }
}
