using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>A module that shows names of another one, as <c>KerasModule</c> asks for.</summary>
/// <param name="Path">The module.</param>
/// <param name="Of">The module that has the names.</param>
/// <param name="Names">The names.</param>
/// <param name="IsGone">Whether the compiler is to say what to write instead.</param>
internal sealed record ModuleAlias(string Path, string Of, EquatableArray<string> Names, bool IsGone)
{
    private const string Obsolete = "[global::System.Obsolete(";

    /// <summary>The modules that an assembly asks for.</summary>
    public static EquatableArray<ModuleAlias> Read(Compilation compilation) => new([.. compilation.Assembly.GetAttributes()
        .Where(a => a.AttributeClass?.ToDisplayString() == "KerasLikeRnn.KerasModuleAttribute" && a.ConstructorArguments.Length == 3)
        .Select(a => new ModuleAlias(
            (string)a.ConstructorArguments[0].Value!, (string)a.ConstructorArguments[1].Value!,
            new([.. a.ConstructorArguments[2].Values.Select(name => (string)name.Value!)]),
            a.NamedArguments.Any(argument => argument.Key == "IsGone" && argument.Value.Value is true)))]);

    /// <summary>What it shows of the other module's members.</summary>
    public IEnumerable<Export> Shows(IEnumerable<Export> members)
    {
        var names = new HashSet<string>(Names);
        return members.Where(member => names.Contains(member.Name)).Select(member => member with
        {
            Module = Path,
            Head = IsGone && !member.Head.StartsWith(Obsolete, StringComparison.Ordinal)
                ? $"{Obsolete}\"Keras 2.9 has no module {Path}. Write {Of}.{member.Name}.\")] {member.Head}"
                : member.Head,
        });
    }
}
