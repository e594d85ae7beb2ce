namespace Comptoir.Search.Analysis;

/// <summary>
/// Walks over the words and numbers of a text without allocating. Words break at everything but letters and digits;
/// French elisions (<c>l'</c>, <c>qu'</c>) and the English <c>'s</c> are passed over; <c>12,5</c> and <c>10 000</c> are one number.
/// </summary>
internal ref struct WordScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public bool IsNumber { get; private set; }

    /// <summary>Directly joined to the word before: by nothing (<c>500ml</c>) or by a hyphen (<c>T-shirt</c>).</summary>
    public bool Glued { get; private set; }

    public readonly ReadOnlySpan<char> Word => _text.Slice(Start, Length);

    public readonly int End => Start + Length;

    public bool MoveNext()
    {
        while (true)
        {
            var before = _next;
            while (_next < _text.Length && !char.IsLetterOrDigit(_text[_next])) _next++;
            if (_next >= _text.Length) return false;
            Glued = before > 0 && (_next == before || (_next == before + 1 && _text[before] is '-' or '‑'));
            var afterApostrophe = _next > 0 && _text[_next - 1] is '\'' or '’' or 'ʼ';
            // 4x8 is 4 by 8
            if (_next == before && before > 0 && _text[_next] is 'x' or 'X' && char.IsAsciiDigit(_text[before - 1]) && DigitsAt(_next + 1) > 0)
            {
                _next++;
                Glued = false;
            }

            Start = _next;
            IsNumber = char.IsAsciiDigit(_text[_next]);
            if (IsNumber) ScanNumber();
            else ScanLetters();
            Length = _next - Start;
            var beforeApostrophe = _next + 1 < _text.Length && _text[_next] is '\'' or '’' or 'ʼ' && char.IsLetter(_text[_next + 1]);
            if (beforeApostrophe && IsElision(Word)) continue;
            if (afterApostrophe && Length == 1 && Word[0] is 's' or 'S') continue;
            return true;
        }
    }

    private void ScanLetters()
    {
        while (_next < _text.Length && (char.IsLetterOrDigit(_text[_next]) || _text[_next] is >= '\u0300' and <= '\u036f')) _next++;
    }

    private void ScanNumber()
    {
        ScanDigits();
        if (Fraction()) return;
        while (_next < _text.Length)
        {
            var separator = _text[_next];
            if (separator is '.' or ',' && DigitsAt(_next + 1) > 0)
            {
                _next++;
                ScanDigits();
            }
            else if (_next - Start <= 3 && separator is ' ' or '\u00a0' or '\u202f' && DigitsAt(_next + 1) == 3
                && (separator != ' ' || _text.Slice(_next + 1, 3).SequenceEqual("000")))
            {
                _next += 4;
            }
            else
            {
                return;
            }
        }
    }

    // 3/4 and 1-1/2: up to two digits on either side of the stroke
    private bool Fraction()
    {
        var whole = _next < _text.Length && _text[_next] == '-' && DigitsAt(_next + 1) is 1 or 2 ? 1 + DigitsAt(_next + 1) : 0;
        var stroke = _next + whole;
        if (_next - Start > 2 || stroke >= _text.Length || _text[stroke] != '/' || DigitsAt(stroke + 1) is not (1 or 2)) return false;
        _next = stroke + 1;
        ScanDigits();
        return true;
    }

    private void ScanDigits()
    {
        while (_next < _text.Length && char.IsAsciiDigit(_text[_next])) _next++;
    }

    private readonly int DigitsAt(int position)
    {
        var end = position;
        while (end < _text.Length && char.IsAsciiDigit(_text[end])) end++;
        return end - position;
    }

    private static bool IsElision(ReadOnlySpan<char> word) => word.Length switch
    {
        1 => "ldjmtscnLDJMTSCN".Contains(word[0]),
        2 => word.Equals("qu", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
