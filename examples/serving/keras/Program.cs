var builder = WebApplication.CreateBuilder(args);
// Loaded once. Any number of threads may call predict at once.
var model = keras.models.load_model(builder.Configuration["model"] ?? "model.h5", compile: false);

var app = builder.Build();
app.MapPost("/predict", (float[][] rows) =>
{
    try
    {
        var predictions = model.predict(rows, verbose: 0);
        return Results.Ok(rows.Select((_, i) => predictions[i].ToArray<float>()));
    }
    catch (ValueError error)
    {
        return Results.BadRequest(error.Message);
    }
});
app.Run();
