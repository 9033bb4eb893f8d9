using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>A mistake that the user can mend: the host prints its message alone, and exits with 2.</summary>
/// <param name="message">What was expected, what was found, and where.</param>
[SuppressMessage("Naming", "CA1710", Justification = "It is the user's error, not the program's exception.")]
public sealed class UserError(string message) : Exception(message);
