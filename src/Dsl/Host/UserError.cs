using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>A mistake that the user can mend: the host prints its message alone, and exits with 2.</summary>
/// <param name="message">What was expected, what was found, and where.</param>
[SuppressMessage("Naming", "CA1710", Justification = "It is the user's error, not the program's exception.")]
public class UserError(string message) : Exception(message)
{
    /// <summary>Whether it is of a row that SkipBadRows would leave out.</summary>
    public bool IsOfBadRow { get; init; }
}

/// <summary>Training that led nowhere: what runs one of many trainings goes on with the next.</summary>
/// <param name="message">At which step, and what may help.</param>
[SuppressMessage("Naming", "CA1710", Justification = "It is the user's error, not the program's exception.")]
public sealed class DivergedError(string message) : UserError(message);
