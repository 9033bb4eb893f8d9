using Heed.Data;

namespace Heed.Host;

/// <summary>A test example, with what retrieval would answer.</summary>
/// <param name="Text">Source and reference.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Nearest">The target of the training example whose source is most like this one's.</param>
/// <param name="HasTwin">Whether that source is nearly the same.</param>
public sealed record TestExample(TextPair Text, TokenPair Tokens, string Nearest, bool HasTwin);
