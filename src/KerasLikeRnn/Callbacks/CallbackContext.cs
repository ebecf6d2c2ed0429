using KerasLikeRnn.Models;

namespace KerasLikeRnn.Callbacks;

/// <summary>
/// What a callback knows of its run. A class of its own because in C# a class with a property <c>model</c> cannot declare
/// a method <c>set_model</c>, and callbacks have both.
/// </summary>
public abstract class CallbackContext
{
    private ICallbackModel? attachedModel;
    private CallbackParams? attachedParams;

    private protected CallbackContext() { }

    /// <summary>The model that is trained, evaluated or asked for predictions.</summary>
    /// <exception cref="InvalidOperationException">The callback was not given to a model yet.</exception>
    public Model model => (Model)Trained;

    /// <summary>What the callbacks of Keras ask of the model.</summary>
    private protected ICallbackModel Trained => attachedModel ?? throw Detached(nameof(model));

    /// <summary>Verbosity, number of epochs and steps of the run.</summary>
    /// <exception cref="InvalidOperationException">The callback was not given to a model yet.</exception>
    public CallbackParams @params => attachedParams ?? throw Detached(nameof(@params));

    private protected void Attach(ICallbackModel model) => attachedModel = model;

    private protected void Attach(CallbackParams @params) => attachedParams = @params;

    private InvalidOperationException Detached(string property) => new(
        $"{GetType().Name}.{property} is not set before training. Pass the callback in callbacks: [...] of fit, evaluate or predict, "
        + $"or call set_{property}.");
}
