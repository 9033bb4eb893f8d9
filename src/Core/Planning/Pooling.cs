namespace Heed;

/// <summary>How the states of an input's tokens become the one state that a class is told from.</summary>
public enum Pooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The state of the task's start token, which is put before the input (as BERT's [CLS]: Devlin et al. 2019, section 3).</summary>
    First,

    /// <summary>A mean weighted by what each state scores against a learned vector (Yang et al. 2016, equations 5 to 7, without their tanh layer).</summary>
    Attention,
}
