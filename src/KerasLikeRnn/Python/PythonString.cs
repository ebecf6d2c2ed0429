namespace KerasLikeRnn.Python;

/// <summary>What Python's strings do otherwise than those of .NET.</summary>
internal static class PythonString
{
    /// <summary>
    /// Python's <c>lower</c>: Unicode's full mapping. Beyond the letter by letter one that is the capital i with a dot (two letters)
    /// and the sigma at the end of a word.
    /// </summary>
    public static string Lower(string text)
    {
        var lower = new StringBuilder(text.Length);
        Rune[] letters = [.. text.EnumerateRunes()];
        for (var i = 0; i < letters.Length; i++)
            lower.Append(letters[i].Value switch
            {
                'İ' => "i\u0307",
                'Σ' => IsCased(letters.Take(i).Reverse()) && !IsCased(letters.Skip(i + 1)) ? "ς" : "σ",
                _ => Rune.ToLowerInvariant(letters[i]).ToString(),
            });
        return lower.ToString();
    }

    /// <summary>Whether the first letter that counts has upper and lower case.</summary>
    private static bool IsCased(IEnumerable<Rune> letters) =>
        letters.SkipWhile(IsIgnorable)
        .Select(
            letter => Rune.IsUpper(letter) || Rune.IsLower(letter) || Rune.GetUnicodeCategory(letter) == UnicodeCategory.TitlecaseLetter)
            .FirstOrDefault();

    private static bool IsIgnorable(Rune letter) =>
        letter.Value is '\'' or '.' or ':' or '·' or '’' or '‘'
        || Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
