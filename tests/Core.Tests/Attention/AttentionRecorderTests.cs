using Heed.Attention;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class AttentionRecorderTests
{
    [Fact]
    public void A_recorder_keeps_the_weights_beyond_the_scope_of_the_pass_and_one_that_is_off_keeps_nothing()
    {
        var @case = new AttentionCase(2, 3, 4, 5, 2, MaskKind.Padding, 17);
        using var recorder = new AttentionRecorder();
        using (NewDisposeScope())
        {
            var (q, k, v) = @case.Inputs();
            var (mask, _) = @case.Mask();
            var observed = recorder.Attend(AttentionPlace.Encoder, 0, q, k, v, mask);
            recorder.Attend(AttentionPlace.Cross, 1, q.to(float64), k.to(float64), v.to(float64), null);
            Same.Close(observed, AttentionRecorder.Off.Attend(AttentionPlace.Encoder, 0, q, k, v, mask));
        }

        Assert.Equal([(AttentionPlace.Encoder, 0), (AttentionPlace.Cross, 1)], recorder.Maps.Select(map => (map.Place, map.Layer)));
        Assert.All(recorder.Maps, map => Same.Close(ones(2, 3, 4), map.Weights.sum(-1)));
        Assert.All(recorder.Maps, map => Assert.Equal(ScalarType.Float32, map.Weights.dtype));
        Assert.Empty(AttentionRecorder.Off.Maps);
    }
}
