using KerasLikeRnn.Examples;

return Launcher.Run(args);
