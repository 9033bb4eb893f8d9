using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class ScriptTests
{
    [Fact]
    public void An_operator_that_libtorch_lacks_gives_no_script_and_the_process_lives_on() =>
        Assert.Null(Script.Compile("def f(x: Tensor) -> Tensor:\n    return torch._no_such_operator(x)\n\n", "_ZN2at4_ops17_no_such_operator4callERKNS_6TensorE"));

    [Fact]
    public void An_operator_that_it_has_is_called()
    {
        using var scope = NewDisposeScope();
        var script = Script.Compile("def f(x: Tensor) -> Tensor:\n    return torch.neg(x)\n\n", "_ZN2at4_ops3neg4callERKNS_6TensorE");
        Same.Exactly(tensor([-1f, 2]), (Tensor)script!.invoke("f", tensor([1f, -2])));
    }
}
