using System.Security.Cryptography;
using Heed.Data;

namespace Heed.Host;

/// <summary>A data file that is read on after its first window, while training goes on.</summary>
internal sealed class WindowedFile
{
    private readonly TaskFile file;
    private readonly HeldOutRows heldOut;
    private DateTime changed;

    private WindowedFile(TaskFile file, TokenizedTable head, Tokenization tokenization, double threshold)
    {
        (this.file, Head) = (file.After(head), head);
        (Print, changed) = (FilePrint.Of(file.Path), FilePrint.Written(file.Path));
        // A test of its own is no part of this file, and stays as it was published.
        int[] rows = [.. head.Split.Validation, .. file.Test is null ? head.Split.Test : []];
        heldOut = new(
            [
                .. file.Texts.Select(column => rows.Select(row => head.Text(column, row, tokenization)).ToArray()),
                .. file.Pictures.Select(one => rows.Select(row => Of(head.Pictures[PictureColumn.Key(one.Column, one.Image)].At(row))).ToArray()),
            ],
            threshold);
    }

    /// <summary>A file that goes on after its first window; null where it is read whole, or was with that.</summary>
    /// <param name="file">The file.</param>
    /// <param name="head">Its first window.</param>
    /// <param name="tokenization">What made tokens of it.</param>
    /// <param name="threshold">Word Jaccard similarity from which on rows are near-duplicates.</param>
    public static WindowedFile? Of(TaskFile file, TokenizedTable head, Tokenization tokenization, double threshold)
    {
        // Rows without a token are in no part, but were of the window.
        var rows = head.Lines.Length - (file.Test is null ? 0 : head.Split.Test.Length);
        return file.Window == 0 || rows < file.Window ? null : new(file, head, tokenization, threshold);
    }

    /// <summary>The first window.</summary>
    public TokenizedTable Head { get; }

    /// <summary>What tells the file from a changed one.</summary>
    public FilePrint Print { get; }

    /// <summary>Rows of a window.</summary>
    public int Window => file.Window;

    /// <summary>All rows from the first on, as a stream.</summary>
    /// <param name="skip">Told of each bad row, where such rows are left out.</param>
    public IEnumerable<GoodRow> Rows(Action<UserError> skip) => new GoodRows(file).Of(file.Path, file.Name, skip);

    /// <summary>Whether a row is a near-duplicate of one of the first window that is held out.</summary>
    public bool Resembles(GoodRow row) => heldOut.Resemble(
    [
        .. file.Texts.Select(column => row.Row.Text(column)),
        .. file.Pictures.Select(one => Of(row.Pictures[PictureColumn.Key(one.Column, one.Image)].Picture)),
    ]);

    /// <summary>Refuses a file that is no longer what the first window was read of.</summary>
    /// <exception cref="UserError">It changed, or is gone.</exception>
    public void Expect()
    {
        var now = FilePrint.Written(file.Path);
        if (now == changed)
            return;
        var print = FilePrint.Of(file.Path);
        if (print != Print)
            throw new UserError($"{file.Name}: expected the file that training began with, of {Print}; it changed meanwhile, to {print}.");
        changed = now;
    }

    private static string Of(Picture picture) => Convert.ToHexString(SHA256.HashData(picture.Pixels.Span));
}
