using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

/// <summary>In all of these tests a kernel that writes behind its temporary memory throws.</summary>
public sealed class GuardedScratch
{
    [ModuleInitializer]
    internal static void Watch() => Scratch.IsGuarded = true;

    [Fact]
    public unsafe void Writing_behind_a_block_is_found_when_it_is_given_back()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            using var block = Scratch.Rent<float>(100);
            block.Pointer[100] = 1;
        });
        Assert.Contains("100", error.Message, StringComparison.Ordinal);
    }
}
