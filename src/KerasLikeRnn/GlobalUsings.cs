// What files of every folder speak of. That no folder uses one above it, a test sees to.
global using System.Collections;
global using System.Diagnostics.CodeAnalysis;
global using System.Globalization;
global using System.Runtime.CompilerServices;
global using System.Text;
global using KerasLikeRnn.Activations;
global using KerasLikeRnn.Constraints;
global using KerasLikeRnn.Engine;
global using KerasLikeRnn.Initializers;
global using KerasLikeRnn.Layers;
global using KerasLikeRnn.Losses;
global using KerasLikeRnn.Operations;
global using KerasLikeRnn.Python;
global using KerasLikeRnn.Regularizers;
global using KerasLikeRnn.Utils;
global using NumSharp;

// NumSharp has these names too.
global using DType = KerasLikeRnn.Engine.DType;
global using Philox = KerasLikeRnn.Engine.Philox;
global using Shape = KerasLikeRnn.Engine.Shape;
global using Slice = KerasLikeRnn.Engine.Slice;
global using static KerasLikeRnn.Engine.InvariantText;
