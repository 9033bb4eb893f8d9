namespace Heed.Host;

/// <summary>A part of the report, and its place in the page's contents.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What it shows.</param>
internal sealed record Section(string Id, string Title, Html Body);
