using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasLikeRnn.Generators;

/// <summary>Writes what <see cref="ArrayAnalyzer"/> says works.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ArrayCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.ArrayIndex.Id, Rules.ArrayFormat.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties[ArrayAnalyzer.Instead] is not { } instead) continue;
            var wrong = root!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var fixedRoot = root.ReplaceNode(wrong, SyntaxFactory.ParseExpression(instead).WithTriviaFrom(wrong));
            context.RegisterCodeFix(
                CodeAction.Create($"Write {instead}", _ => Task.FromResult(context.Document.WithSyntaxRoot(fixedRoot)), diagnostic.Id),
                diagnostic);
        }
    }
}
