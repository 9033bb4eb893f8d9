using System.Runtime.InteropServices;
using SkiaSharp;

namespace Heed.Host;

/// <summary>The native half of SkiaSharp, loaded from where its package lies, so that no build has to copy it.</summary>
public static class Skia
{
    private const string Library = "libSkiaSharp.so";
    private const string Package = "skiasharp.nativeassets.linux.nodependencies";

    private static readonly Lazy<nint> Loaded = new(LoadOnce);

    /// <summary>Loads it, the first time it is called. Call it before anything touches SkiaSharp.</summary>
    /// <exception cref="UserError">It is not there, or cannot be loaded.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>Where it lies: with the program, else in the package folder.</summary>
    /// <exception cref="UserError">It does not.</exception>
    public static string Find()
    {
        var version = typeof(SKBitmap).Assembly.GetName().Version!.ToString(2);
        return Packages.Beside(Library)
            ?? (Packages.Find(Package, version, Library) is { } folder ? Path.Combine(folder, Library)
            : throw new UserError($"{Library} was not found: no package {Package} {version} in {string.Join(" or ", Packages.Roots())}. Run `dotnet restore`."));
    }

    private static nint LoadOnce()
    {
        var library = Find();
        try
        {
            var handle = NativeLibrary.Load(library);
            NativeLibrary.SetDllImportResolver(typeof(SKBitmap).Assembly, (name, _, _) => name == "libSkiaSharp" ? handle : 0);
            return handle;
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new UserError($"{library} cannot be loaded: {error.Message.ReplaceLineEndings(" ").Trim()} {Packages.Mend}");
        }
    }
}
