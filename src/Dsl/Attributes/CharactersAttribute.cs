namespace Heed;

/// <summary>
/// Each character (Unicode scalar) of the training rows is a token, in place of the byte pairs that <see cref="TokenizerAttribute"/>
/// learns. A character that no training row has becomes the unknown token, and is lost.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CharactersAttribute : Attribute;
