using System.Reflection;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>What the generated <c>keras</c> tree and the classes behind it offer.</summary>
internal sealed class ExportedTree
{
    private readonly Dictionary<string, List<MemberInfo>> members = [];
    private readonly Dictionary<string, Type> classes = [];
    private readonly Dictionary<string, Type> modules = [];

    /// <summary>Reads the tree below a root class and the marked classes of its assembly.</summary>
    public ExportedTree(Type root)
    {
        Read(root, root.Name);
        foreach (var type in root.Assembly.GetExportedTypes())
        {
            foreach (var name in type.GetCustomAttributes<KerasExportAttribute>().SelectMany(a => a.Names))
                classes[name] = type;
        }
    }

    /// <summary>Every name of the tree, abstract classes among them.</summary>
    public IEnumerable<string> Paths => members.Keys.Union(classes.Keys.Where(p => p.StartsWith("keras.", StringComparison.Ordinal)));

    /// <summary>The class a name stands for, or null.</summary>
    public Type? Class(string path) => classes.GetValueOrDefault(path);

    /// <summary>The nested class of that path, or null: a class of Keras without objects, such as Reduction, is one.</summary>
    public Type? Module(string path) => modules.GetValueOrDefault(path);

    /// <summary>The ways to call a name: overloads, constructors or the delegate it is.</summary>
    public IReadOnlyList<CSharpSignature> Signatures(string path)
    {
        if (members.TryGetValue(path, out var found))
            return [.. found.SelectMany(CSharpSignature.Of)];
        return Class(path) is { IsAbstract: true } type
            ? [.. type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(c => c.IsPublic || c.IsFamily).Select(CSharpSignature.Of)]
            : [];
    }

    private void Read(Type type, string path)
    {
        modules[path] = type;
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(Own).Where(m => m is FieldInfo or PropertyInfo or MethodInfo { IsSpecialName: false }))
        {
            var name = path + "." + member.Name;
            if (!members.TryGetValue(name, out var overloads))
                members[name] = overloads = [];
            overloads.Add(member);
        }
        foreach (var module in type.GetNestedTypes())
            Read(module, path + "." + module.Name);
    }
}

/// <summary>One parameter list of C#.</summary>
internal sealed record CSharpSignature(IReadOnlyList<CSharpParameter> Parameters)
{
    /// <summary>A method's list, a record of keywords written out as the generator does.</summary>
    public static CSharpSignature Of(MethodBase method) =>
        new([.. method.GetParameters().SelectMany(WrittenOut).Select(p => new CSharpParameter(p))]);

    /// <summary>A method's own list, or that of the delegate a property or field holds; none for other values.</summary>
    public static IEnumerable<CSharpSignature> Of(MemberInfo member) => member switch
    {
        MethodBase method => [Of(method)],
        PropertyInfo property => OfDelegate(property.PropertyType),
        FieldInfo field => OfDelegate(field.FieldType),
        _ => [],
    };

    private static ParameterInfo[] WrittenOut(ParameterInfo parameter) => parameter.ParameterType.IsDefined(typeof(KerasKeywordsAttribute))
        ? parameter.ParameterType.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters()
        : [parameter];

    private static IEnumerable<CSharpSignature> OfDelegate(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? [Of(type.GetMethod("Invoke")!)] : [];
}

/// <summary>One parameter of C#.</summary>
internal sealed record CSharpParameter(string Name, Type Type, bool CanBeLeftOut, bool HasDefault, object? Default)
{
    public CSharpParameter(ParameterInfo parameter) : this(
        parameter.Name!, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType,
        parameter.HasDefaultValue || IsParams(parameter), parameter.HasDefaultValue,
        parameter.HasDefaultValue ? parameter.RawDefaultValue : null)
    {
        IsNullable = !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
    }

    public bool IsNullable { get; }

    /// <summary>Whether the type is plain, so that its default can be compared; others resolve theirs inside.</summary>
    public bool IsPlain => Type.IsPrimitive || Type.IsEnum || Type == typeof(string);

    private static bool IsParams(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ParamArrayAttribute))
        || parameter.IsDefined(typeof(System.Runtime.CompilerServices.ParamCollectionAttribute));
}
