using System.Runtime.CompilerServices;
using Heed.Host;

namespace Heed.Tests;

internal static class LoadLibTorch
{
    [ModuleInitializer]
    internal static void BeforeAnyTest() => LibTorch.Load();
}
