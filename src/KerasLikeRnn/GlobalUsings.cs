// What files of every folder speak of. That no folder uses one above it, a test sees to.
global using System.Collections;
global using System.Diagnostics.CodeAnalysis;
global using System.Globalization;
global using System.Runtime.CompilerServices;
global using System.Text;
global using KerasLikeRnn.Activations;
global using KerasLikeRnn.Constraints;
global using KerasLikeRnn.DataFiles;
global using KerasLikeRnn.Downloads;
global using KerasLikeRnn.Engine;
global using KerasLikeRnn.Hashes;
global using KerasLikeRnn.Initializers;
global using KerasLikeRnn.Layers;
global using KerasLikeRnn.Losses;
global using KerasLikeRnn.MixedPrecision;
global using KerasLikeRnn.NumPy;
global using KerasLikeRnn.Operations;
global using KerasLikeRnn.Python;
global using KerasLikeRnn.Regularizers;
global using KerasLikeRnn.Serialization;
global using KerasLikeRnn.Utils;
global using NumSharp;

// NumSharp has these names too.
global using DType = KerasLikeRnn.Engine.DType;
global using Philox = KerasLikeRnn.Engine.Philox;
global using Shape = KerasLikeRnn.Engine.Shape;
global using Slice = KerasLikeRnn.Engine.Slice;
global using static KerasLikeRnn.Engine.InvariantText;

// Arguments that are an object, its name, a function or a configuration.
global using ActivationLike = KerasLikeRnn.Serialization.Like<KerasLikeRnn.Activations.Activation>;
global using ConstraintLike = KerasLikeRnn.Serialization.Like<KerasLikeRnn.Constraints.Constraint>;
global using InitializerLike = KerasLikeRnn.Serialization.Like<KerasLikeRnn.Initializers.Initializer>;
global using LossLike = KerasLikeRnn.Serialization.Like<KerasLikeRnn.Losses.Loss>;
global using OptimizerLike = KerasLikeRnn.Serialization.Like<KerasLikeRnn.Optimizers.Optimizer>;
global using RegularizerLike = KerasLikeRnn.Serialization.Like<KerasLikeRnn.Regularizers.Regularizer>;
