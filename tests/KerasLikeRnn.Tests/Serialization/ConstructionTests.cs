using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Serialization;

/// <summary>The generated constructors beside what reflection says of them.</summary>
public class ConstructionTests
{
    [Fact]
    public void Every_public_class_that_configurations_name_has_its_constructors_written()
    {
        var written = Construction.Exported<object>().ToHashSet();
        Assert.DoesNotContain(typeof(Layer).Assembly.GetTypes(), type =>
            type.IsPublic && !type.IsAbstract && !type.IsGenericType && type.IsAssignableTo(typeof(Layer)) && !written.Contains(type));
    }

    [Fact]
    public void Written_constructors_have_the_parameters_and_defaults_of_the_classes()
    {
        Assert.True(Construction.Exported<object>().Count() > 200);
        foreach (var type in Construction.Exported<object>())
        {
            // What cannot be boxed cannot be an argument; for a constructor that takes records there is one that takes their arguments.
            var real = type.GetConstructors().Where(c => c.GetParameters().All(p => !p.ParameterType.IsByRefLike && !p.ParameterType.IsByRef
                && !p.ParameterType.IsDefined(typeof(KerasKeywordsAttribute), inherit: false))).ToArray();
            var written = Construction.Constructors(type);
            Assert.Equal(real.Length, written.Length);
            foreach (var (constructor, mine) in real.Zip(written))
            {
                Assert.Equal(constructor.GetParameters().Select(p => (p.Name!, p.ParameterType, p.HasDefaultValue)),
                    mine.Parameters.Select(p => (p.Name, p.Type, p.IsOptional)));
                // A structure's default is nothing for reflection.
                foreach (var (parameter, other) in constructor.GetParameters().Zip(mine.Parameters))
                    if (parameter.HasDefaultValue && parameter.DefaultValue is { } value)
                        Assert.Equal(
                            value,
                            other.Default is Enum && value is not Enum
                            ? Convert.ChangeType(other.Default, value.GetType(), null)
                            : other.Default);
            }
        }
    }

    [Fact]
    public void A_class_of_ones_own_is_made_by_its_constructor_with_the_conversions_of_the_librarys_types()
    {
        var made = (Own)Construction.Create(
            typeof(Own), new Dictionary<string, object?> { ["sizes"] = new List<object?> { 2L, null }, ["rate"] = 1, ["name"] = "n" });
        Assert.Equal((Shape)(2, null), made.Sizes);
        Assert.Equal((1.0, 7, "n"), (made.Rate, made.Seed, made.name));
        var error = Assert.Throws<TypeError>(() => Construction.Create(typeof(Own), new Dictionary<string, object?> { ["size"] = 2 }));
        Assert.StartsWith(
            "Own got an unexpected keyword argument 'size'. Known: sizes, rate, seed, trainable, name, dtype", error.Message,
            StringComparison.Ordinal);
    }

    internal sealed class Own(Shape sizes, double rate, int seed = 7, LayerOptions? options = null) : Layer(options)
    {
        public Shape Sizes => sizes;

        public double Rate => rate;

        public int Seed => seed;

        public override Tensors call(Tensors inputs, CallContext context) => inputs;
    }
}
