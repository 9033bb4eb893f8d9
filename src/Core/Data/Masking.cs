namespace Heed.Data;

/// <summary>
/// Hides tokens of a text, to be told from those that are left (Devlin et al. 2019, section 3.1 and appendix A.1): of the tokens to be told
/// eight in ten become the mask, one a random token of text, one stays, so that a model must know every token of what it reads.
/// </summary>
/// <param name="Rate">Share of a text's tokens to be told, rounded to whole tokens; at least one is.</param>
/// <param name="Mask">The id that stands for a hidden token.</param>
/// <param name="FirstText">The first id of text.</param>
/// <param name="Texts">How many ids of text there are.</param>
public sealed record Masking(double Rate, int Mask, int FirstText, int Texts)
{
    private const double Masked = 0.8, Replaced = 0.1;

    /// <summary>The text as it is shown, and what is to be told: the tokens that were there, padding where none is asked for.</summary>
    /// <param name="tokens">The text, of at least one token.</param>
    /// <param name="key">What chooses; equal keys choose alike.</param>
    public (int[] Tokens, int[] Labels) Hide(int[] tokens, ulong key)
    {
        var (shown, labels) = ((int[])tokens.Clone(), new int[tokens.Length]);
        var wanted = Math.Max(1, (int)Math.Round(Rate * tokens.Length));
        var random = new SplitMix(key);
        foreach (var place in Enumerable.Range(0, tokens.Length).Shuffled(random.Next()).Take(wanted))
        {
            labels[place] = tokens[place];
            var how = random.NextUnit();
            shown[place] = how < Masked ? Mask : how < Masked + Replaced ? FirstText + (int)(random.NextUnit() * Texts) : tokens[place];
        }

        return (shown, labels);
    }
}
