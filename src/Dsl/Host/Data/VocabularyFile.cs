using Heed.Data;

namespace Heed.Host;

/// <summary>A vocabulary kept beside the weights that were trained with it.</summary>
public static class VocabularyFile
{
    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Save(string path, Vocabulary vocabulary) => WholeFile.Write(path, VocabularyText.Write(vocabulary));

    /// <summary>Reads it.</summary>
    /// <exception cref="UserError">The file cannot be read, or is no vocabulary.</exception>
    public static Vocabulary Load(string path)
    {
        try
        {
            return VocabularyText.Read(WholeFile.Guard(path, () => File.ReadAllText(path)));
        }
        catch (FormatException problem)
        {
            throw new UserError($"{path}: not a vocabulary that Heed wrote: {problem.Message}.");
        }
    }
}
