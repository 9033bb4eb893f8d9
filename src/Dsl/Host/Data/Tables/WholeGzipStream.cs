using ICSharpCode.SharpZipLib.GZip;

namespace Heed.Host;

/// <summary>
/// All that a gzip file holds, member after member. What follows the last one is refused, because it may be a damaged member, and rows lost
/// with it; but not zeros, with which archives are filled up.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class WholeGzipStream(Stream file) : GZipInputStream(file)
{
    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        // Where the file ended nothing is left in the buffer; else it ends in silence before bytes that begin no member.
        return read > 0 || inputBuffer.RawLength == 0 || OnlyZerosFollow() ? read : throw new GZipException("bytes follow that begin no gzip member");
    }

    private bool OnlyZerosFollow()
    {
        // The byte that begins no member was taken.
        for (var left = inputBuffer.Available + 1; left > 0; left = inputBuffer.Available)
        {
            if (inputBuffer.RawData.AsSpan(inputBuffer.RawLength - left, left).ContainsAnyExcept((byte)0))
                return false;
            inputBuffer.Fill();
        }

        return true;
    }
}
