using System.Text;

namespace Heed.Host;

/// <summary>Files that are there whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>Writes beside the file, then moves over it: a crash or a full disk leaves what was there before.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, byte[] bytes) => Write(path, file => file.Write(bytes));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, Action<Stream> write)
    {
        var part = path + ".part";
        Guard(path, () =>
        {
            try
            {
                using (var file = File.Create(part))
                {
                    write(file);
                    file.Flush(flushToDisk: true);
                }
                File.Move(part, path, overwrite: true);
            }
            catch
            {
                File.Delete(part);
                throw;
            }
        });
    }

    /// <summary>Does something with a file or folder, and names it if the system refuses.</summary>
    /// <exception cref="UserError">No room, no right, no such place.</exception>
    internal static void Guard(string path, Action act) => Guard(path, () =>
    {
        act();
        return true;
    });

    /// <inheritdoc cref="Guard(string, Action)"/>
    internal static T Guard<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {error.Message}");
        }
    }
}
