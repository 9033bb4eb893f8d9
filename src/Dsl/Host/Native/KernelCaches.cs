namespace Heed.Host;

/// <summary>
/// How many of its compiled matrix products oneDNN keeps. Each shape gets its own, and text comes in ever new shapes: oneDNN and
/// libtorch's layer above it would keep 1,024 each, some 300 MB. Worse, they lie scattered over the heap, so that the room of a
/// step's tensors between them is not joined again, and the process grows to several times what it uses.
/// </summary>
public static class KernelCaches
{
    // More than the shapes of one step of several tasks, so that a model whose shapes stay compiles nothing twice.
    private const string Kernels = "128";

    /// <summary>Bounds both caches, unless the user did. Call it before libtorch is loaded.</summary>
    public static void Bound()
    {
        NativeEnvironment.Default("ONEDNN_PRIMITIVE_CACHE_CAPACITY", Kernels);
        NativeEnvironment.Default("LRU_CACHE_CAPACITY", Kernels);
    }
}
