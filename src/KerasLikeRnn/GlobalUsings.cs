// NumSharp has a Shape and a DType of its own.
global using DType = KerasLikeRnn.Engine.DType;
global using Shape = KerasLikeRnn.Engine.Shape;
global using KerasLikeRnn.Operations;
