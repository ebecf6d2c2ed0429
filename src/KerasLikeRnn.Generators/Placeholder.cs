namespace KerasLikeRnn.Generators;
