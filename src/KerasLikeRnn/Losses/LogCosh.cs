namespace KerasLikeRnn.Losses;

/// <summary>The mean of ln cosh of the errors.</summary>
[KerasExport("keras.losses.LogCosh"), KerasDefault("name", "log_cosh")]
public partial class LogCosh(LossOptions? options = null) : LossFunctionWrapper(LossFunctions.log_cosh.Invoke, options);
