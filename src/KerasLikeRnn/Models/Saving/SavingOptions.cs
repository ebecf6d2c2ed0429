namespace KerasLikeRnn.Models;

/// <summary>What <c>model.save</c> is told besides the path.</summary>
/// <param name="IncludeOptimizer">Whether the optimizer's state goes along.</param>
internal sealed record SavingOptions(bool IncludeOptimizer = true);
