namespace Heed.Planning;

/// <summary>How text becomes tokens.</summary>
public enum TokenizerKind
{
    /// <summary>Byte pairs learned from the training rows (Sennrich et al. 2016), over bytes as in GPT-2.</summary>
    BytePairs,

    /// <summary>Each byte of UTF-8 a token.</summary>
    Bytes,

    /// <summary>Each character (Unicode scalar) of the training rows a token, any other the unknown one.</summary>
    Characters,

    /// <summary>A ready WordPiece vocabulary, as BERT has it (Devlin et al. 2019).</summary>
    WordPiece,

    /// <summary>A ready vocabulary of byte pairs, as GPT-2 has it (Radford et al. 2019).</summary>
    Gpt2,

    /// <summary>A ready SentencePiece model (Kudo and Richardson 2018).</summary>
    SentencePiece,
}
