using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Which folder of a project uses types of which other folder, as the compiler understands the sources.</summary>
internal static class SourceMap
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions options = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>Every use across folders, one for each pair of files' types.</summary>
    /// <param name="project">The folder of the project; its subfolders are compared.</param>
    public static IReadOnlyList<Use> Uses(string project)
    {
        var sources = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(f => Folder(project, f) is not ("bin" or "obj")).Order(StringComparer.Ordinal);
        var trees = sources.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options)).ToList();
        // Under the project's own name it sees the internals of the assemblies below, as the project does.
        var compilation = CSharpCompilation.Create(Path.GetFileName(project), trees, References(), new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, concurrentBuild: true));
        var homes = trees.SelectMany(
            t => t.GetRoot().DescendantNodes().Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Select(n => (Name: Name(n), Folder: Folder(project, t.FilePath)))).ToLookup(d => d.Name, d => d.Folder);
        // What is given a short name for all folders is not used there.
        var files = trees.Where(t => t.FilePath.Length > 0 && Path.GetFileName(t.FilePath) != "GlobalUsings.cs");
        return [.. files.AsParallel().SelectMany(t => Uses(project, compilation.GetSemanticModel(t), homes))
            .Distinct().OrderBy(u => u.ToString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<Use> Uses(string project, SemanticModel model, ILookup<string, string> homes)
    {
        var path = model.SyntaxTree.FilePath;
        var folder = Folder(project, path);
        // Asking the compiler is slow, so only for words that name a type of another folder.
        var words = model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(n => homes[n.Identifier.ValueText].Any(home => home != folder));
        foreach (var name in words)
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            var type = (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition;
            var declared = type?.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
            if (!string.IsNullOrEmpty(declared) && Folder(project, declared) != folder)
                yield return new Use(folder, Folder(project, declared), Path.GetFileName(path), type!.Name);
        }
    }

    private static string Name(SyntaxNode declaration) => declaration is DelegateDeclarationSyntax function
        ? function.Identifier.ValueText
        : ((BaseTypeDeclarationSyntax)declaration).Identifier.ValueText;

    private static string Folder(string project, string file) =>
        Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar) is { Length: > 1 } parts ? parts[0] : "";

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(p => Path.GetFileName(p) != "KerasLikeRnn.dll").Select(p => MetadataReference.CreateFromFile(p));
}

/// <summary>A type of one folder used in a file of another; for files beside the project file the folder is "".</summary>
internal sealed record Use(string From, string To, string File, string Type)
{
    public override string ToString() => $"{From}/{File} uses {Type} of {To}";
}
