using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Heed.Host;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Checkpoints;

public sealed class SafeTensorsTests : IDisposable
{
    private static readonly ScalarType[] Types =
    [
        ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32,
        ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    private const string Second = "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":";

    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    /// <summary>Any shapes (scalars and empty ones too) of any types come back the same bytes, transposed views as well.</summary>
    [Property(MaxTest = 1000)]
    public Property Tensors_come_back_bit_for_bit() => Prop.ForAll(
        Gen.Zip(Gen.Elements(Types), Gen.Choose(0, 4).SelectMany(rank => Gen.Choose(0, 5).ArrayOf(rank))).ListOf().ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (kinds, seed) =>
        {
            using var scope = NewDisposeScope();
            var tensors = kinds.Select((kind, at) => ($"layers.{at}.{kind.Item1}", Some(kind.Item1, kind.Item2, seed + at))).ToArray();
            var metadata = new Dictionary<string, string> { ["note"] = "« é 中 \" \n»", ["seed"] = $"{seed}" };
            Write(tensors, metadata);

            using var file = SafeTensors.Open(path);
            var aligned = file.Header.Tensors.All(tensor => tensor.Begin % empty(1, tensor.Type).element_size() == 0);
            var targets = tensors.Select(tensor => (tensor.Item1, zeros(tensor.Item2.shape, tensor.Item2.dtype))).ToArray();
            file.CopyInto(targets);
            return aligned && metadata.All(entry => file.Header.Metadata[entry.Key] == entry.Value)
                && tensors.Zip(targets).All(pair => Same(pair.First.Item2, pair.Second.Item2));
        });

    /// <summary>Golden: what huggingface/safetensors' README prescribes, byte by byte.</summary>
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        using var value = tensor(new[] { 1f, -2f }).reshape(2, 1);
        Write([("tensor", value)]);
        var header = "{\"tensor\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}".PadRight(64);
        byte[] expected = [64, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(header), 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];
        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 7, "truncated")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 9, "bytes too many")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "needs 12 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "unknown dtype 'F31'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "'-2' is no size")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", 8, "'2.5' is no size")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9000000000,9000000000],\"data_offsets\":[0,8]}}", 8, "too large")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,16]}}", 8, "two data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", 8, "its offsets hold -8")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "header")]
    [InlineData("{\"a\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "header")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}," + Second + "[2,6]}}", 6, "overlap")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}," + Second + "[6,10]}}", 10, "gap")]
    [InlineData("{\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}," + Second + "[4,8]}}", 8, "header")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "header")]
    [InlineData("[]", 0, "header")]
    [InlineData("{", 0, "header")]
    public void A_header_that_lies_is_refused_by_file_and_reason(string header, int dataLength, string reason)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        File.WriteAllBytes(path, [.. length, .. Encoding.ASCII.GetBytes(header), .. new byte[dataLength]]);
        Refused(reason);
    }

    [Theory]
    [InlineData(new byte[0], "0 bytes")]
    [InlineData(new byte[] { 1, 2, 3 }, "3 bytes")]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d }, "claims 9 bytes")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 0x7b, 0x7d }, "claims 18446744073709551615 bytes")]
    public void A_length_that_lies_is_refused(byte[] bytes, string reason)
    {
        File.WriteAllBytes(path, bytes);
        Refused(reason);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var missing = path + ".none";
        Assert.StartsWith(missing, Assert.Throws<UserError>(() => SafeTensors.Open(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tensor_that_does_not_fit_is_named_at_once_and_none_is_changed()
    {
        using var scope = NewDisposeScope();
        Write([("same", ones(2)), ("shape", ones(2, 3)), ("type", ones(4, int64)), ("extra", ones(1))]);
        using var file = SafeTensors.Open(path);
        var same = zeros(2);
        (string, Tensor)[] targets = [("same", same), ("shape", zeros(3, 2)), ("type", zeros(4)), ("missing", zeros(5))];
        var error = Assert.Throws<UserError>(() => file.CopyInto(targets));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [
                "shape: expected [3 2] Float32, found [2 3] Float32", "type: expected [4] Float32, found [4] Int64",
                "missing: expected [5] Float32, found none", "extra: expected none, found [1] Float32",
            ],
            error.Message.Split("\n  ")[1..]);
        Assert.Equal(0f, same.sum().item<float>());
    }

    [Fact]
    public void Weights_that_need_a_gradient_are_copied_in_place_outside_of_it()
    {
        using var scope = NewDisposeScope();
        Write([("w", ones(3))]);
        using var file = SafeTensors.Open(path);
        var weight = new TorchSharp.Modules.Parameter(zeros(3));
        file.CopyInto([("w", weight)]);
        Assert.True(weight.requires_grad && weight.is_leaf);
        Assert.Equal(3f, weight.sum().item<float>());
    }

    [Fact]
    public void Two_tensors_of_one_name_are_not_written()
    {
        using var value = ones(1);
        Assert.Contains("a", Assert.Throws<ArgumentException>(() => Write([("a", value), ("a", value)])).Message, StringComparison.Ordinal);
    }

    private static Tensor Some(ScalarType type, int[] shape, int seed)
    {
        var sizes = shape.Select(size => (long)size).ToArray();
        var values = rand(sizes, generator: new Generator((ulong)seed)).sub(0.5).mul(type == ScalarType.Bool ? 2 : 200);
        var value = (type == ScalarType.Bool ? values > 0 : type == ScalarType.Byte ? values.abs() : values).to(type);
        return shape.Length > 1 ? value.transpose(0, 1) : value;
    }

    private static bool Same(Tensor left, Tensor right) =>
        left.dtype == right.dtype && left.shape.SequenceEqual(right.shape)
        && left.contiguous().bytes.SequenceEqual(right.contiguous().bytes);

    private void Write((string, Tensor)[] tensors, Dictionary<string, string>? metadata = null)
    {
        using var stream = File.Create(path);
        SafeTensors.Write(stream, tensors, metadata);
    }

    private void Refused(string reason)
    {
        var message = Assert.Throws<UserError>(() => SafeTensors.Open(path)).Message;
        Assert.StartsWith($"{path}: expected a safetensors file: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }
}
