using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Brings what the host made to where passes compute.</summary>
internal static class Upload
{
    /// <summary>
    /// The same numbers on a device. A GPU reads them from pinned memory while the host goes on, for from any other it copies before the call
    /// returns; libtorch holds the pinned block until the copy is done.
    /// </summary>
    /// <param name="made">A tensor on the CPU.</param>
    /// <param name="device">Where it is wanted.</param>
    public static Tensor To(Tensor made, Device device) =>
        device.type == DeviceType.CUDA ? made.pin_memory().to(device, non_blocking: true) : made.to(device);
}
