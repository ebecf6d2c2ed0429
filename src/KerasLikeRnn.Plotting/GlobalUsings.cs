global using static KerasLikeRnn.Engine.InvariantText;
