using BenchmarkDotNet.Running;
using KerasLikeRnn.Benchmarks;

if (args is ["--kernels", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(TrainingSteps).Assembly).Run(rest);
    return 0;
}
return args is ["--own-loop"] ? OwnLoop.Run() : TrainingSteps.Run(args);
