using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>Writes the engine's part of docs/operations.md from the operations themselves and from the tables of the tests.</summary>
public sealed class OperationsPageTests
{
    private const string Begin = "<!-- engine -->\n";
    private const string End = "<!-- end of engine -->\n";

    private static readonly Lock gate = new();

    // Numbers drawn by chance may be refused for what they are: a whole number to a negative power.
    private const int Samples = 12;

    private static readonly DType[] types = [
        DType.Float32, DType.Float64, DType.Float16, DType.BFloat16, DType.Int32, DType.Int64, DType.Bool];

    private static readonly Dictionary<short, OpCode> codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Fact]
    public void The_page_lists_every_operation_of_the_engine()
    {
        ChosenEngine.NeedBuiltIn("The page says which types the built-in engine takes; the reference takes more.");
        var path = Path.Combine(Root(), "docs", "operations.md");
        var page = File.ReadAllText(path);
        var written = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table()
            + page[page.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE") == "1") File.WriteAllText(path, page = written);
        Assert.True(
            page == written,
            "docs/operations.md is out of date. Write it anew: KERASLIKERNN_WRITE=1 dotnet test --project tests/KerasLikeRnn.Engine.Tests");
    }

    private static string Table()
    {
        var rows = typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static).GroupBy(method => method.Name)
            .OrderBy(group => group.Key).Select(Row);
        return "| Operation | Inputs | Attributes | Types | Gradient, and its own | Kernels, or made of |\n| --- | --- | --- | --- | --- | "
            + "--- |\n"
            + string.Concat(rows);
    }

    private static string Row(IGrouping<string, MethodInfo> overloads)
    {
        var parameters = overloads.SelectMany(method => method.GetParameters()).DistinctBy(parameter => parameter.Name).ToArray();
        var name = overloads.Key;
        var gradient = GradientTests.Checks.ContainsKey(name) ? "yes, yes"
            : overloads.First().ReturnType == typeof(void) ? "changes a variable"
            : "none";
        return $"| {name} | {Names(parameters.Where(IsInput))} | {Names(parameters.Where(parameter => !IsInput(parameter)))} "
            + $"| {TypesOf(name)} | {gradient} | {KernelsOf(name)} |\n";

        static string Names(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(parameter => parameter.Name));
    }

    private static bool IsInput(ParameterInfo parameter) =>
        new[] { "Tensor", "Variable", "Gradient" }.Any(type => parameter.ParameterType.ToString().Contains(type, StringComparison.Ordinal));

    /// <summary>The types in which its check's first inputs are accepted: in all or some, floats else.</summary>
    private static string TypesOf(string name)
    {
        HashSet<DType>? accepted = null;
        if (HalfTests.withoutGradient.TryGetValue(name, out var plain))
            return Named([.. types.Where(type => Accepts(x => [plain(x[0])], [Tensor.From<double>([0, 1, 1, 0, 1, 1], (3, 2))], type))]);
        // Those that change a variable are the optimizers'.
        if (!GradientTests.Checks.TryGetValue(name, out var check)) return "floats";
        for (var sample = 0; sample < Samples; sample++)
        {
            try
            {
                check(new Derivative(Try, (operation, inputs) =>
                {
                    Try(operation, inputs);
                    return [];
                }));
            }
            catch (Exception error) when (accepted is not null && error is not Xunit.Sdk.XunitException)
            {
                // The generator wraps what ends it.
            }
        }
        return Named(accepted!);

        void Try(Func<Tensor[], Tensor[]> operation, Tensor[] inputs)
        {
            var its = types.Where(type => Accepts(operation, inputs, type)).ToArray();
            // The generator may try several at once.
            lock (gate) accepted = [.. accepted ?? [], .. its];
            throw new OperationCanceledException();
        }
    }

    private static string Named(HashSet<DType> accepted) =>
        accepted.Count == types.Length ? "all" : accepted.SetEquals(types[..4]) ? "floats"
        : accepted.SetEquals(types[..6]) ? "numbers" : string.Join(", ", types.Where(accepted.Contains).Select(type => type.Name()));

    private static bool Accepts(Func<Tensor[], Tensor[]> operation, Tensor[] inputs, DType type)
    {
        try
        {
            operation(Array.ConvertAll(inputs, input => input.DType == DType.Float64 ? Ops.Cast(input, type) : input));
            return true;
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// The kernels that its code runs, or the operations that it is made of; gradients' rules are functions of their own.
    /// </summary>
    private static string KernelsOf(string name)
    {
        var (kernels, operations, seen) = (new SortedSet<string>(), new SortedSet<string>(), new HashSet<MethodBase>());
        foreach (var overload in typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name == name))
            Follow(overload);
        // A cast beside is that of the half types, a constant a number.
        operations.ExceptWith([name, "Cast", "Constant"]);
        return kernels.Count > 0 ? string.Join(", ", kernels) : operations.Count > 0 ? "made of " + string.Join(", ", operations) : "none";

        void Follow(MethodBase method)
        {
            if (!seen.Add(method)) return;
            foreach (var called in Calls(method))
                if (called.DeclaringType == typeof(Backend) && called is { IsPublic: true, IsSpecialName: false }) kernels.Add(called.Name);
                else if (called.DeclaringType == typeof(Ops) && called.IsPublic && called.Name != name) operations.Add(called.Name);
                else if (called.DeclaringType?.Assembly == typeof(Ops).Assembly && called.DeclaringType != typeof(Backend)
                    && called.DeclaringType.FullName!.Split('+')[0].Split('.')[^1] is "Ops" or "Einsum" or "Projection" or "TableLookup")
                    Follow(called);
        }
    }

    /// <summary>The methods that a method calls, read from its code.</summary>
    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xFE ? codes[(short)(0xFE00 | code[at + 1])] : codes[code[at]];
            at += operation.Size;
            // What has no result has no rules either: its functions are what it does.
            if (operation.FlowControl == FlowControl.Call && operation.OperandType == OperandType.InlineMethod
                || operation == OpCodes.Ldftn && method is MethodInfo { IsPublic: true, ReturnType.Name: "Void" })
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at),
                    method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null)!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
