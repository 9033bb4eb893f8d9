namespace Heed;

/// <summary>The stacks of layers of a model.</summary>
[Flags]
public enum Trunk
{
    /// <summary>The stack that reads the source.</summary>
    Encoder = 1,

    /// <summary>The stack that writes the target.</summary>
    Decoder = 2,

    /// <summary>Both stacks.</summary>
    Both = Encoder | Decoder,
}
