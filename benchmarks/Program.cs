using BenchmarkDotNet.Running;
using KerasLikeRnn.Benchmarks;

if (args is ["--kernels", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(TrainingSteps).Assembly).Run(rest);
    return 0;
}
return args switch
{
    ["--own-loop"] => OwnLoop.Run(),
    ["--long-runs"] => LongRuns.Run(),
    ["--small-steps"] => SmallSteps.Run(),
    ["--sources"] => Sources.Run(),
    ["--saving", .. var what] => Saving.Run(what),
    _ => TrainingSteps.Run(args),
};
