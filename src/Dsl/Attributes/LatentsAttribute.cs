namespace Heed;

/// <summary>
/// Before a layer of the encoder, learned latents ask all positions by attention of their own, and go on in their place; after the last layer
/// each position asks them, and what it is told is added to it (Perceiver: Jaegle et al. 2021; the way back as in Perceiver IO: Jaegle et al.
/// 2022). The layers between cost the same however long an input is. A row has no more latents than positions.
/// Both attentions are scaled by 1/√e whatever <see cref="TransformerAttribute.Scale"/> is.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LatentsAttribute : LayerAllocationAttribute
{
    /// <summary>How many latents; fewer than the positions of the longest sequence.</summary>
    public int Count { get; init; } = 64;
}
