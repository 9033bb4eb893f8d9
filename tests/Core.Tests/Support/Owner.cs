using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A module that weights are registered in.</summary>
internal sealed class Owner() : nn.Module("owner");
