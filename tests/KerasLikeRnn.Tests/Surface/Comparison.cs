using System.Globalization;
using System.Reflection;
using System.Text.Json;
using KerasLikeRnn.Python;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Compares what the tree offers under a name with what Keras has there.</summary>
/// <remarks>
/// Missing things make a symbol partly supported and are listed. Things that are there but other than in Keras are wrong: a
/// script would compile and mean something else.
/// </remarks>
internal sealed class Comparison
{
    private readonly KerasApi api;
    private readonly ExportedTree tree;
    private readonly PythonSymbol symbol;
    private readonly List<string> missing = [];
    private readonly List<string> wrong = [];

    private Comparison(KerasApi api, ExportedTree tree, PythonSymbol symbol) => (this.api, this.tree, this.symbol) = (api, tree, symbol);

    /// <summary>How a symbol of Keras fares here.</summary>
    public static Verdict Of(KerasApi api, ExportedTree tree, PythonSymbol symbol) => new Comparison(api, tree, symbol).Compare();

    private Verdict Compare()
    {
        var type = tree.Class(symbol.Path) ?? tree.Module(symbol.Path);
        var signatures = tree.Signatures(symbol.Path);
        if (signatures.Count == 0 && type is null)
            return new Verdict(symbol, false, [], []);
        CompareParameters(symbol.Path, symbol.Signature, signatures, KnownKeywords());
        if (symbol.Signature.TakesKeywords && IsLayer && !symbol.Bases.Contains("Model"))
            AddMissing(
                CompatibilityRules.KeywordsOfEveryLayer.Except(CompatibilityRules.RefusedKeywords.GetValueOrDefault(symbol.Path, []))
                .Except(signatures.SelectMany(s => s.Parameters).Select(p => p.Name)));
        if (symbol.IsClass && type is null)
            wrong.Add($"{symbol.Path} is a class in Keras and none here");
        else if (symbol.IsClass)
            CompareMembers(type!);
        return new Verdict(symbol, true, missing, wrong);
    }

    private bool IsLayer => symbol.IsClass && symbol.Path.StartsWith("keras.layers.", StringComparison.Ordinal)
        && (symbol.Name == "Layer" || symbol.Bases.Contains("Layer"));

    private HashSet<string> KnownKeywords() => !symbol.Signature.TakesKeywords ? []
        : CompatibilityRules.Keywords.Where(k => CompatibilityRules.Fits(k.Key, symbol.Path)).SelectMany(k => k.Value).ToHashSet();

    private void CompareMembers(Type type)
    {
        var inherited = api.Ancestors(symbol).SelectMany(a => a.Members.Keys).ToHashSet();
        foreach (var member in symbol.Members.Values.Where(
            m => !inherited.Contains(m.Name) && !CompatibilityRules.NotCounted.ContainsKey(m.Name)))
        {
            var found = Named(type, member.Name);
            if (found.Count == 0)
                AddMissing([member.Name + (member.IsMethod ? "()" : "")]);
            else if (member.IsMethod)
                CompareParameters(
                    $"{symbol.Path}.{member.Name}", member.Signature, [.. found.SelectMany(CSharpSignature.Of)], new HashSet<string>(),
                    member.Name + "()");
            else if (found.All(f => f is MethodInfo))
                wrong.Add($"{symbol.Path}.{member.Name} is a property in Keras and a method here");
        }
        wrong.AddRange(Additions(type).Select(name => $"{symbol.Path}.{name} is no member in Keras"));
    }

    /// <summary>Public members that look like Keras's and are none: neither a member nor an attribute nor an argument kept.</summary>
    private IEnumerable<string> Additions(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(m => m is PropertyInfo or FieldInfo or MethodInfo { IsSpecialName: false })
        .Select(m => m.Name).Distinct()
        .Where(name => char.IsLower(name[0]) && !IsOfKeras(name) && !IsAllowed($"{symbol.Path}.{name}"));

    private bool IsOfKeras(string name) => symbol.Signature.Parameters.Any(p => p.Name == name)
        || api.Ancestors(symbol).Append(symbol).Any(s => s.Members.ContainsKey(name) || s.Attributes.Contains(name));

    private void CompareParameters(
        string path, PythonSignature python, IReadOnlyList<CSharpSignature> overloads, IReadOnlySet<string> keywords, string? label = null)
    {
        var of = label is null ? "" : " of " + label;
        foreach (var parameter in python.Parameters)
        {
            var own = $"{path}({parameter.Name})";
            var found = overloads.SelectMany(o => o.Parameters).Where(p => p.Name == parameter.Name).ToList();
            if (IsAllowed(own))
                continue;
            if (found.Count == 0)
                AddMissing([parameter.Name + of]);
            else if (!parameter.IsRequired && overloads.All(o => o.Parameters.Any(p => p.Name == parameter.Name && !p.CanBeLeftOut)))
                wrong.Add($"{own} can be left out in Keras and not here");
            else if (parameter.Default is { } expected && found.Any(p => p.HasDefault)
                && !found.Any(p => p.HasDefault && SameDefault(expected, p)))
                wrong.Add($"{own} defaults to {expected.GetRawText()} in Keras and to {Text(found.First(p => p.HasDefault))} here");
        }
        foreach (var overload in overloads)
            CheckOrder(path, python, overload, keywords);
    }

    private void CheckOrder(string path, PythonSignature python, CSharpSignature overload, IReadOnlySet<string> keywords)
    {
        var names = python.Parameters.Select(p => p.Name).ToList();
        var places = overload.Parameters.Select(p => names.IndexOf(p.Name)).ToList();
        var common = places.Where(p => p >= 0).ToList();
        if (!common.SequenceEqual(common.Order()))
            wrong.Add($"{path} takes {string.Join(", ", common.Select(p => names[p]))} in another order than Keras");
        for (var i = 0; i < places.Count; i++)
        {
            var name = overload.Parameters[i].Name;
            if (places[i] >= 0 || IsAllowed($"{path}({name})"))
                continue;
            if (python.TakesMore)
                continue;
            if (!keywords.Contains(name))
                wrong.Add($"{path}({name}) is no argument in Keras");
            else if (places.Skip(i).Any(p => p >= 0))
                wrong.Add($"{path}({name}) stands before arguments that Keras takes by position");
        }
    }

    private static bool SameDefault(JsonElement python, CSharpParameter parameter)
    {
        if (Value(parameter) is Enum value)
            return python.ValueKind == JsonValueKind.String && Fold(value.ToString()) == Fold(python.GetString()!);
        if (parameter.Default is null)
            return python.ValueKind == JsonValueKind.Null ? parameter.IsNullable || !parameter.IsPlain : !parameter.IsPlain;
        return python.ValueKind switch
        {
            JsonValueKind.String => PythonText.Str(parameter.Default) == python.GetString(),
            JsonValueKind.Number => SameNumber(python.GetDouble(), parameter.Default),
            JsonValueKind.True or JsonValueKind.False => SameNumber(python.GetBoolean() ? 1 : 0, parameter.Default),
            JsonValueKind.Array =>
                python.EnumerateArray().All(
                    item => item.ValueKind == JsonValueKind.Number && SameNumber(item.GetDouble(), parameter.Default)),
            _ => false,
        };
    }

    private static bool SameNumber(double python, object value) => value switch
    {
        float single => (float)python == single,
        bool or byte or short or int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture) == python,
        _ => false,
    };

    private static string Text(CSharpParameter parameter) => PythonText.Repr(Value(parameter));

    private static object? Value(CSharpParameter parameter) =>
        parameter.Type.IsEnum && parameter.Default is { } number ? Enum.ToObject(parameter.Type, number) : parameter.Default;

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static List<MemberInfo> Named(Type type, string name) =>
        [.. type.GetMember(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)];

    private static bool IsAllowed(string path) => CompatibilityRules.Allowed.Keys.Any(pattern => CompatibilityRules.Fits(pattern, path));

    private void AddMissing(IEnumerable<string> names) => missing.AddRange(names);
}

/// <summary>How a symbol fares.</summary>
/// <param name="IsPresent">Whether the name exists.</param>
/// <param name="Missing">Arguments and members that are not there.</param>
/// <param name="Wrong">What is there and differs.</param>
internal sealed record Verdict(PythonSymbol Symbol, bool IsPresent, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong)
{
    public bool IsWhole => IsPresent && Missing.Count == 0;
}
