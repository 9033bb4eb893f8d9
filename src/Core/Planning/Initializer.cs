namespace Heed;

/// <summary>What the matrices of affine maps begin with; n is what a map takes in, m what it gives. Biases begin at 0.</summary>
public enum Initializer
{
    /// <summary>Uniform, of variance 2/(n + m) (Glorot and Bengio 2010, equation 16).</summary>
    XavierUniform,

    /// <summary>Normal, of variance 2/(n + m) (Glorot and Bengio 2010, equation 12).</summary>
    XavierNormal,

    /// <summary>Normal, of variance 2/n: for rectified numbers (He et al. 2015, equation 10).</summary>
    KaimingNormal,

    /// <summary>Normal, of deviation 0.02, drawn again beyond two deviations (Devlin et al. 2019).</summary>
    TruncatedNormal,
}
