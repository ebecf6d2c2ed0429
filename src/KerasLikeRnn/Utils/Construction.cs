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
        if (type.GetCustomAttribute<KerasConfigAttribute>() is { } more)
            arguments = arguments.Where(entry => !more.Names.Contains(entry.Key)).ToDictionary();
        foreach (var constructor in constructors)
            if (Fit(constructor.GetParameters(), arguments) is { } values)
                return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, CultureInfo.InvariantCulture);
        throw Refused(type, constructors, arguments);
    }

    /// <summary>
    /// Python's <c>cls.from_config(config)</c>: the class's own static method of that name, where it has one, else its constructor.
    /// </summary>
    public static object FromConfig(Type type, IReadOnlyDictionary<string, object?> config)
    {
        var own = type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .FirstOrDefault(method => method.Name == "from_config" && !method.IsGenericMethod && type.IsAssignableTo(method.ReturnType));
        if (own is null) return Create(type, config);
        object?[] arguments = [config, .. own.GetParameters().Skip(1).Select(parameter => parameter.DefaultValue)];
        return own.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture)!;
    }

    /// <summary>The value for each parameter, or null when the arguments do not fit them.</summary>
    private static object?[]? Fit(ParameterInfo[] parameters, IReadOnlyDictionary<string, object?> arguments)
    {
        var known = Names(parameters).ToHashSet();
        return arguments.Keys.All(known.Contains) ? Values(parameters, arguments) : null;
    }

    private static object?[]? Values(ParameterInfo[] parameters, IReadOnlyDictionary<string, object?> arguments)
    {
        var values = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (Keywords(parameters[i]) is { } record)
            {
                // An argument of the constructor's own is not one of all layers too.
                var others = arguments.Where(entry => !Array.Exists(parameters, own => own.Name == entry.Key)).ToDictionary();
                if (Values(record.GetParameters(), others) is not { } inner) return null;
                values[i] = record.Invoke(inner);
            }
            else if (!arguments.TryGetValue(parameters[i].Name!, out var given))
            {
                if (!parameters[i].HasDefaultValue) return null;
                values[i] = parameters[i].DefaultValue;
            }
            else if (!TryConvert(given, parameters[i].ParameterType, out values[i])) return null;
        }
        return values;
    }

    /// <summary>The names under which arguments may be given, those of a record of keywords among them.</summary>
    private static IEnumerable<string> Names(IEnumerable<ParameterInfo> parameters) => parameters.SelectMany(
        parameter => Keywords(parameter) is { } record ? record.GetParameters().Select(inner => inner.Name!) : [parameter.Name!]);

    /// <summary>The constructor of a record of keywords.</summary>
    private static ConstructorInfo? Keywords(ParameterInfo parameter) => parameter.ParameterType.IsDefined(typeof(KerasKeywordsAttribute))
        ? parameter.ParameterType.GetConstructors().First(constructor => constructor.GetParameters().Length > 0)
        : null;

    /// <summary>Converts numbers among each other without loss, lists to arrays, and whatever the type itself converts from.</summary>
    private static bool TryConvert(object? value, Type type, out object? converted)
    {
        converted = value;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null && (!type.IsValueType || target != type)) return true;
        if (value is not null && target.IsInstanceOfType(value)) return true;
        if (value is not null && IsNumber(value.GetType()) && IsNumber(target))
        {
            var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            if (!IsFloat(target) && number != Math.Truncate(number)) return false;
            converted = Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            return true;
        }
        if (value is IReadOnlyDictionary<string, object?> numbers && target == typeof(IReadOnlyDictionary<string, double>))
            return TryNumbers(numbers, out converted);
        if (Element(target) is { } element && value is IEnumerable list and not string) return TryConvert(list, element, out converted);
        return TryImplicit(value, target, out converted);
    }

    private static bool TryNumbers(IReadOnlyDictionary<string, object?> values, out object? converted)
    {
        converted = null;
        var numbers = new Dictionary<string, double>();
        foreach (var (name, value) in values)
        {
            if (!TryConvert(value, typeof(double), out var number)) return false;
            numbers[name] = (double)number!;
        }
        converted = numbers;
        return true;
    }

    /// <summary>The type of a list's elements, null for what is no list.</summary>
    private static Type? Element(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>Uses an implicit conversion of the target type; null is a name or number that was not given.</summary>
    private static bool TryImplicit(object? value, Type target, out object? converted)
    {
        converted = null;
        foreach (var conversion in target.GetMethods().Where(method => method.Name == "op_Implicit" && method.ReturnType == target))
        {
            var from = conversion.GetParameters()[0].ParameterType;
            object? source = value;
            if (value is null ? from != typeof(string) && Nullable.GetUnderlyingType(from) is null : !from.IsInstanceOfType(value) && !TryList(value, from, out source)) continue;
            converted = conversion.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [source], CultureInfo.InvariantCulture);
            return true;
        }
        return false;
    }

    private static bool TryList(object value, Type array, out object? converted)
    {
        converted = null;
        return array.IsArray && value is IEnumerable list and not string and not IDictionary && TryConvert(list, array.GetElementType()!, out converted);
    }

    private static bool TryConvert(IEnumerable values, Type element, out object? converted)
    {
        var items = new List<object?>();
        converted = null;
        foreach (var value in values)
        {
            if (!TryConvert(value, element, out var item)) return false;
            items.Add(item);
        }
        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++) array.SetValue(items[i], i);
        converted = array;
        return true;
    }

    private static bool IsFloat(Type type) => type == typeof(double) || type == typeof(float);

    private static bool IsNumber(Type type) => IsFloat(type) || type == typeof(int) || type == typeof(long);

    private static ArgumentException Refused(Type type, ConstructorInfo[] constructors, IReadOnlyDictionary<string, object?> arguments)
    {
        var parameters = constructors.SelectMany(constructor => constructor.GetParameters()).ToArray();
        var known = Names(parameters).Distinct().ToArray();
        foreach (var name in arguments.Keys)
            if (!known.Contains(name))
                return new ArgumentException(
                    $"{type.Name} got an unexpected keyword argument '{name}'. Known: {string.Join(", ", known)}.", nameof(arguments));
        return new ArgumentException($"{type.Name} cannot be made from these arguments: {PythonText.Repr(arguments)}.", nameof(arguments));
    }
}
