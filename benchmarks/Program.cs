using BenchmarkDotNet.Running;
using KerasLikeRnn;
using KerasLikeRnn.Benchmarks;

if (EngineAssembly.Named is { } engine and not "cpu") EngineAssembly.Use(engine);
if (args is ["--kernels", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(TrainingSteps).Assembly).Run(rest);
    return 0;
}
var code = args switch
{
    ["--own-loop"] => OwnLoop.Run(),
    ["--long-runs"] => LongRuns.Run(),
    ["--small-steps"] => SmallSteps.Run(),
    ["--sources"] => Sources.Run(),
    ["--saving", .. var what] => Saving.Run(what),
    _ => TrainingSteps.Run(args),
};
if (EngineAssembly.Report() is { Length: > 0 } report) Console.Error.WriteLine(report);
return code;
