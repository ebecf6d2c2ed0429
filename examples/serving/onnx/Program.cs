using Microsoft.ML.OnnxRuntime;

var builder = WebApplication.CreateBuilder(args);
// Loaded once. Any number of threads may call Run at once.
using var session = new InferenceSession(builder.Configuration["model"] ?? "model.onnx");

var app = builder.Build();
app.MapPost("/predict", (float[][] rows) =>
{
    if (rows.Length == 0 || rows.Any(row => row.Length != rows[0].Length)) return Results.BadRequest("Give rows of one length.");
    using var x = OrtValue.CreateTensorValueFromMemory(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
    using var options = new RunOptions();
    using var outputs = session.Run(options, session.InputNames, [x], session.OutputNames);
    var predictions = outputs[0].GetTensorDataAsSpan<float>().ToArray();
    return Results.Ok(predictions.Chunk(predictions.Length / rows.Length));
});
app.Run();
