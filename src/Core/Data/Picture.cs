namespace Heed;

/// <summary>A picture: its size, and its pixels.</summary>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Channels">Values of a pixel: 1 for grey, 3 for red, green and blue.</param>
/// <param name="Pixels">[h w c], row by row, each value from 0 (black) to 255.</param>
public sealed record Picture(int Width, int Height, int Channels, ReadOnlyMemory<byte> Pixels);
