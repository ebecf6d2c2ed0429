using System.Collections.Concurrent;
using System.Reflection;

namespace KerasLikeRnn.Serialization;

/// <summary>Python's <c>cls(**config)</c>: makes an object from its arguments by name.</summary>
/// <remarks>
/// The generator writes the constructors of the exported classes, and the conversions to their parameters' types, as code. Only
/// the constructors of users' own classes are looked up when the program runs.
/// </remarks>
internal static partial class Construction
{
    private static readonly ConcurrentDictionary<Type, Constructor[]> known = new();

    /// <summary>A constructor, its arguments in order.</summary>
    internal sealed record Constructor(Func<object?[], object> Make, params Parameter[] Parameters);

    /// <summary>A constructor's parameter.</summary>
    internal sealed record Parameter(string Name, Type Type, bool IsOptional = false, object? Default = null);

    /// <summary>The exported classes of a kind: their constructors are written.</summary>
    public static IEnumerable<Type> Exported<T>() => written.Keys.Where(type => type.IsAssignableTo(typeof(T)));

    /// <summary>The public constructors of a class.</summary>
    public static Constructor[] Constructors(Type type) => known.GetOrAdd(type, Find);

    /// <summary>Calls the first public constructor that takes all the arguments.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public static object Create(Type type, IReadOnlyDictionary<string, object?> arguments)
    {
        var constructors = Constructors(type);
        if (type.GetCustomAttribute<KerasConfigAttribute>() is { } more)
            arguments = arguments.Where(entry => !more.Names.Contains(entry.Key)).ToDictionary();
        foreach (var constructor in constructors)
            if (Fit(constructor.Parameters, arguments) is { } values) return constructor.Make(values);
        string? lost = null;
        if (!written.ContainsKey(type))
            foreach (var constructor in constructors)
                if (OfFewer(constructor, arguments, ref lost) is { } made) return made;
        throw Refused(type, constructors, arguments, lost);
    }

    /// <summary>
    /// The configuration of a class of one's own holds the arguments of the class it derives from, of which its constructor may take
    /// fewer: what it does not take must have come out the same, or can be set. Null where something is lost.
    /// </summary>
    private static object? OfFewer(Constructor constructor, IReadOnlyDictionary<string, object?> arguments, ref string? lost)
    {
        var names = Names(constructor.Parameters).ToHashSet();
        if (Values(constructor.Parameters, arguments.Where(entry => names.Contains(entry.Key)).ToDictionary()) is not { } values
            || constructor.Make(values) is not IConfigurable made) return null;
        var others = arguments.Where(entry => !names.Contains(entry.Key) && !made.Adopt(entry.Key, entry.Value)).ToArray();
        var config = made.get_config();
        var first = others.FirstOrDefault(entry =>
            !config.TryGetValue(entry.Key, out var value) || PythonJson.Dumps(value) != PythonJson.Dumps(entry.Value)).Key;
        lost ??= first;
        return first is null ? made : null;
    }

    /// <summary>
    /// Python's <c>cls.from_config(config)</c>: the class's own static method of that name, where it has one, else its constructor.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = IConfigurable.Reason)]
    public static object FromConfig(Type type, IReadOnlyDictionary<string, object?> config)
    {
        var own = type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .FirstOrDefault(method => method.Name == "from_config" && !method.IsGenericMethod && type.IsAssignableTo(method.ReturnType));
        if (own is null) return Create(type, config);
        object?[] arguments = [config, .. own.GetParameters().Skip(1).Select(parameter => parameter.DefaultValue)];
        return own.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture)!;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = IConfigurable.Reason)]
    private static Constructor[] Find(Type type) => written.TryGetValue(type, out var constructors) ? constructors() : Array.ConvertAll(
        type.GetConstructors(), constructor => new Constructor(
            values => constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, CultureInfo.InvariantCulture),
            Array.ConvertAll(constructor.GetParameters(), parameter =>
                new Parameter(
                    parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue,
                    parameter.HasDefaultValue ? parameter.DefaultValue : null))));

    /// <summary>The value for each parameter, or null when the arguments do not fit them.</summary>
    public static object?[]? Fit(Parameter[] parameters, IReadOnlyDictionary<string, object?> arguments)
    {
        var known = Names(parameters).ToHashSet();
        return arguments.Keys.All(known.Contains) ? Values(parameters, arguments) : null;
    }

    private static object?[]? Values(Parameter[] parameters, IReadOnlyDictionary<string, object?> arguments)
    {
        var values = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (Keywords(parameters[i]) is { } record)
            {
                // An argument of the constructor's own is not one of all layers too.
                var others = arguments.Where(entry => !Array.Exists(parameters, own => own.Name == entry.Key)).ToDictionary();
                if (Values(record.Parameters, others) is not { } inner) return null;
                values[i] = record.Make(inner);
            }
            else if (!arguments.TryGetValue(parameters[i].Name, out var given))
            {
                if (!parameters[i].IsOptional) return null;
                values[i] = parameters[i].Default;
            }
            else if (!TryConvert(given, parameters[i].Type, out values[i])) return null;
        }
        return values;
    }

    /// <summary>The names under which arguments may be given, those of a record of keywords among them.</summary>
    public static IEnumerable<string> Names(IEnumerable<Parameter> parameters) => parameters.SelectMany(
        parameter => Keywords(parameter) is { } record ? Names(record.Parameters) : [parameter.Name]);

    /// <summary>The constructor of a record of keywords.</summary>
    private static Constructor? Keywords(Parameter parameter) =>
        parameter.Type.IsDefined(typeof(KerasKeywordsAttribute)) ? Constructors(parameter.Type)[0] : null;

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
        foreach (var (from, convert) in conversions.GetValueOrDefault(target, []))
        {
            object? source = value;
            if (value is null ? from != typeof(string) && Nullable.GetUnderlyingType(from) is null : !from.IsInstanceOfType(value)
                && !TryList(value, from, out source)) continue;
            converted = convert(source);
            return true;
        }
        return false;
    }

    private static bool TryList(object value, Type array, out object? converted)
    {
        converted = null;
        return array.IsArray && value is IEnumerable list and not string and not IDictionary
            && TryConvert(list, array.GetElementType()!, out converted);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Arrays of references, or of numbers, whose arrays the library uses.")]
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

    private static TypeError Refused(
        Type type, Constructor[] constructors, IReadOnlyDictionary<string, object?> arguments, string? lost)
    {
        var parameters = constructors.SelectMany(constructor => constructor.Parameters).ToArray();
        var known = Names(parameters).Distinct().ToArray();
        foreach (var name in lost is null ? arguments.Keys : [lost])
            if (!known.Contains(name))
                return new TypeError(
                    $"{type.Name} got an unexpected keyword argument '{name}'. Known: {string.Join(", ", known)}.", nameof(arguments));
        return new TypeError($"{type.Name} cannot be made from these arguments: {PythonText.Repr(arguments)}.", nameof(arguments));
    }
}
