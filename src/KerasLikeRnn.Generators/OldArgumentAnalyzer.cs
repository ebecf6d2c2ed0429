using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KerasLikeRnn.Generators;

/// <summary>
/// Arguments as older Kerases called them, such as <c>output_dim</c> and <c>nb_epoch</c>: beside the compiler's own error this one says
/// how Keras 2.9 calls them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OldArgumentAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What may be written instead, of which a call has one.</summary>
    private static readonly Dictionary<string, string[]> today = new()
    {
        ["W_constraint"] = ["kernel_constraint", "embeddings_constraint", "depthwise_constraint"],
        ["W_regularizer"] = ["kernel_regularizer", "embeddings_regularizer", "depthwise_regularizer"],
        ["U_constraint"] = ["recurrent_constraint"],
        ["U_regularizer"] = ["recurrent_regularizer"],
        ["atrous_rate"] = ["dilation_rate"],
        ["b_constraint"] = ["bias_constraint"],
        ["b_regularizer"] = ["bias_regularizer"],
        ["beta_init"] = ["beta_initializer"],
        ["bias"] = ["use_bias"],
        ["border_mode"] = ["padding"],
        ["concat_axis"] = ["axis"],
        ["consume_less"] = ["implementation"],
        ["dim_ordering"] = ["data_format"],
        ["dropout_U"] = ["recurrent_dropout"],
        ["dropout_W"] = ["dropout"],
        ["filter_length"] = ["kernel_size"],
        ["forget_bias_init"] = ["unit_forget_bias"],
        ["gamma_init"] = ["gamma_initializer"],
        ["init"] = ["kernel_initializer", "embeddings_initializer", "alpha_initializer", "depthwise_initializer"],
        ["inner_activation"] = ["recurrent_activation"],
        ["inner_init"] = ["recurrent_initializer"],
        ["input"] = ["inputs"],
        ["max_q_size"] = ["max_queue_size"],
        ["nb_classes"] = ["num_classes"],
        ["nb_col"] = ["kernel_size"],
        ["nb_epoch"] = ["epochs"],
        ["nb_filter"] = ["filters"],
        ["nb_row"] = ["kernel_size"],
        ["nb_val_samples"] = ["validation_steps"],
        ["nb_worker"] = ["workers"],
        ["nb_words"] = ["num_words"],
        ["output"] = ["outputs"],
        ["output_dim"] = ["units"],
        ["p"] = ["rate"],
        ["pickle_safe"] = ["use_multiprocessing"],
        ["pool_length"] = ["pool_size"],
        ["samples_per_epoch"] = ["steps_per_epoch"],
        ["sigma"] = ["stddev"],
        ["stride"] = ["strides"],
        ["subsample"] = ["strides"],
        ["subsample_length"] = ["strides"],
        ["val_samples"] = ["steps"],
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.OldArgument];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.NameColon);
    }

    private static void Check(SyntaxNodeAnalysisContext context)
    {
        var name = ((NameColonSyntax)context.Node).Name;
        if (!today.TryGetValue(name.Identifier.ValueText, out var instead) || context.Node.Parent?.Parent?.Parent is not { } call) return;
        var found = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        if (found.Symbol is not null) return;
        var parameters = found.CandidateSymbols.OfType<IMethodSymbol>()
            .Where(method => method.ContainingAssembly?.Name.StartsWith("KerasLikeRnn", StringComparison.Ordinal) == true)
            .SelectMany(method => method.Parameters).Select(parameter => parameter.Name).ToImmutableHashSet();
        if (!parameters.Contains(name.Identifier.ValueText) && Array.Find(instead, parameters.Contains) is { } right)
            context.ReportDiagnostic(Diagnostic.Create(Rules.OldArgument, name.GetLocation(), name.Identifier.ValueText, right));
    }
}
