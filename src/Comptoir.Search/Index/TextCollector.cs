using System.Globalization;
using System.Runtime.InteropServices;
using Comptoir.Catalog.Products;
using Comptoir.Search.Analysis;

namespace Comptoir.Search.Index;

/// <summary>Splits the texts of products into terms and gathers their postings. Every distinct word is analysed once and remembered.</summary>
internal sealed class TextCollector(ShopDefinitions definitions, StopWords stopWords, Stemmer stemmer)
{
    private const int LongestText = 20_000;

    /// <summary>Names of makers are not words of a language.</summary>
    private const string AsWritten = "und";

    private readonly string _defaultLanguage = definitions.Shop.DefaultLanguage;
    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), int[]> _phrases = [];
    private readonly Dictionary<(string, NumberValue), int> _numbers = [];
    private readonly List<int> _field = [];
    private readonly List<int> _sheet = [];
    private readonly TitleHeads _heads = new();

    public PostingBuffer Postings { get; } = new();

    public Dictionary<string, int> Terms { get; } = new(StringComparer.Ordinal);

    public void Add(int document, Product product, List<int> titleTerms)
    {
        AddText(product.Title, Fields.Title, titleTerms);
        if (product.Brand is { Length: > 0 } brand)
        {
            Collect(brand, AsWritten, counted: true);
            Close(Fields.Brand);
        }

        var share = 1f;
        foreach (var id in definitions.CategoryPath(product.CategoryId))
        {
            AddPhrase("category", id, definitions.Category(id)?.Name ?? new LocalizedText(id), Fields.Category, share);
            share *= 0.4f;
        }

        foreach (var tag in product.Tags) AddPhrase("tag", tag, new LocalizedText([new("en", tag)]), Fields.Tag);
        GatherAttributes(product.Attributes);
        foreach (var option in product.Options)
            foreach (var value in option.Values)
            {
                AddPhrase(option.Id, value.Id, definitions.Value(option.Id, value.Id)?.Label ?? LocalizedText.Empty, Fields.Option);
                if (!value.Label.IsEmpty) AddText(value.Label, Fields.Option, null);
            }

        foreach (var variant in product.Variants)
        {
            if (variant.Attributes.Count > 0) GatherAttributes(variant.Attributes);
            AddCode(variant.Sku);
            AddCode(variant.Gtin);
        }

        CloseSheet();
        AddText(product.Description, Fields.Description, null);
        Postings.Close(document);
    }

    public (string[] Words, int[] Counts) BuildWords()
    {
        var words = _counts.Keys.ToArray();
        Array.Sort(words, StringComparer.Ordinal);
        return (words, [.. words.Select(w => _counts[w])]);
    }

    private void GatherAttributes(IReadOnlyDictionary<string, AttributeValue> attributes)
    {
        foreach (var (id, value) in attributes)
        {
            switch (value)
            {
                case BooleanValue { Value: true }:
                    _sheet.AddRange(PhraseTerms("attribute", id, definitions.Attribute(id)?.Name ?? new LocalizedText(id.Replace('_', ' '))));
                    break;
                case EnumerationValue e:
                    foreach (var v in e.Ids) _sheet.AddRange(PhraseTerms(id, v, definitions.Value(id, v)?.Label ?? new LocalizedText(v)));
                    break;
                case NumberValue n:
                    if (NumberTerm(id, n) is >= 0 and var term) _sheet.Add(term);
                    break;
                case TextValue t:
                    foreach (var (language, text) in t.Text.Values) Collect(text, language, counted: true);
                    _sheet.AddRange(_field);
                    _field.Clear();
                    break;
            }
        }
    }

    private void CloseSheet()
    {
        var weight = FieldWeights.Of(Fields.Attribute, _sheet.Count);
        foreach (var term in _sheet) Postings.Add(term, weight, Fields.Attribute);
        _sheet.Clear();
    }

    private int NumberTerm(string id, NumberValue number)
    {
        if (_numbers.TryGetValue((id, number), out var term)) return term;
        if (Units.Find(Folding.Fold(number.Unit ?? definitions.Attribute(id)?.Unit)) is { } unit) term = NumberOf(Index.Terms.Of(Index.Terms.Exact, Units.Term(number.Value, unit)));
        // a bare number says nothing without its attribute's name: constraints find it, words do not
        else term = -1;
        return _numbers[(id, number)] = term;
    }

    private void AddText(LocalizedText text, Fields field, List<int>? order)
    {
        foreach (var (language, value) in text.Values)
        {
            Collect(value, language, field != Fields.Description, isTitle: field == Fields.Title);
            if (order is not null)
            {
                order.AddRange(_field);
                order.Add(-1);
            }

            Close(field);
            if (field != Fields.Title) continue;
            foreach (var head in _heads.Found) Postings.Add(head, 0, Fields.Head);
        }
    }

    // names of categories, tags and attribute values repeat in every product: their terms are worked out once
    private void AddPhrase(string kind, string id, LocalizedText text, Fields field, float share = 1)
    {
        var terms = PhraseTerms(kind, id, text);
        var weight = FieldWeights.Of(field, terms.Length) * share;
        foreach (var term in terms) Postings.Add(term, weight, field);
    }

    private int[] PhraseTerms(string kind, string id, LocalizedText text)
    {
        if (!_phrases.TryGetValue((kind, id), out var terms))
        {
            foreach (var (language, value) in text.Values) Collect(value, language, counted: true, pairs: true);
            terms = [.. _field.Distinct()];
            _phrases[(kind, id)] = terms;
            _field.Clear();
        }

        return terms;
    }

    // a code is found whole, without its punctuation, and by its parts of at least two signs
    private void AddCode(string? code)
    {
        if (string.IsNullOrEmpty(code) || code.Length > 100) return;
        Emit(Index.Terms.Of(Index.Terms.Exact, Folding.Fold(string.Concat(code.Where(char.IsLetterOrDigit)))));
        foreach (var part in WordList.Words(code))
            if (part.Length >= 2 && part.Length < code.Length) Emit(Index.Terms.Of(Index.Terms.Exact, part));
        Close(Fields.Code);
    }

    private void Collect(string text, string language, bool counted, bool pairs = false, bool isTitle = false)
    {
        var scanner = new WordScanner(text.Length > LongestText ? text.AsSpan(0, LongestText) : text);
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        var stated = language.Length > 0;
        var french = (stated ? language : _defaultLanguage).StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var english = !french && (stated ? language : _defaultLanguage).StartsWith("en", StringComparison.OrdinalIgnoreCase);
        Word? before = null;
        decimal? number = null;
        string? previous = null;
        var end = 0;
        if (isTitle) _heads.Begin(french);
        while (scanner.MoveNext())
        {
            var gap = text.AsSpan(end, scanner.Start - end);
            end = scanner.End;
            if (!lookup.TryGetValue(scanner.Word, out var word))
                lookup[scanner.Word] = word = new Word(scanner.Word.ToString(), scanner.IsNumber);
            if (counted && !scanner.IsNumber && word.Folded.Length > 1)
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, word.Folded, out _)++;
            if (number is { } value && word.Unit is { } unit) Emit(Index.Terms.Of(Index.Terms.Exact, Units.Term(value, unit)));
            number = word.Number;
            var negated = before?.IsNegation == true;
            if (scanner.Glued && before is not null)
            {
                if (word.Folded == "free" && _field.Count > 0 && english)
                {
                    Negate(before);
                    before = word;
                    continue;
                }

                if (before.Folded.Length + word.Folded.Length <= 24)
                    Emit(Index.Terms.Of(Index.Terms.Exact, before.Folded + word.Folded));
            }

            before = word;
            if (word.IsNumber || !(english || french))
            {
                if (word.Exact < 0) word.Exact = NumberOf(Index.Terms.Of(Index.Terms.Exact, word.Folded));
                _field.Add(word.Exact);
                if (isTitle) _heads.Next(gap, word.Folded, word.Exact);
                continue;
            }

            if (stopWords.Is(word.Folded, french ? "fr" : "en"))
            {
                if (isTitle) _heads.Next(gap, word.Folded, -1);
                continue;
            }

            if (negated)
            {
                Emit(Index.Terms.Negated(TermOf(word.Folded, french)));
                continue;
            }

            if (pairs)
            {
                var current = french ? stemmer.French(word.Folded) : stemmer.English(word.Folded);
                if (previous is not null) Emit(Index.Terms.Of(french ? Index.Terms.French : Index.Terms.English, $"{previous} {current}"));
                previous = current;
            }

            ref var known = ref french ? ref word.French : ref word.English;
            if (known < 0) known = NumberOf(TermOf(word.Folded, french));
            _field.Add(known);
            if (isTitle) _heads.Next(gap, word.Folded, known);
        }

        if (isTitle) _heads.End();
    }

    private string TermOf(string folded, bool french) =>
        french ? Index.Terms.Of(Index.Terms.French, stemmer.French(folded)) : Index.Terms.Of(Index.Terms.English, stemmer.English(folded));

    // "sugar-free": the sugar just collected is named as absent
    private void Negate(Word before)
    {
        _field.RemoveAt(_field.Count - 1);
        Emit(Index.Terms.Negated(TermOf(before.Folded, french: false)));
    }

    private void Emit(string term) => _field.Add(NumberOf(term));

    private int NumberOf(string term)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(Terms, term, out var known);
        if (!known) number = Terms.Count - 1;
        return number;
    }

    private void Close(Fields field)
    {
        var weight = FieldWeights.Of(field, _field.Count);
        foreach (var term in _field) Postings.Add(term, weight, field);
        _field.Clear();
    }

    private sealed class Word
    {
        public int English = -1;
        public int French = -1;
        public int Exact = -1;

        public Word(string written, bool isNumber)
        {
            Folded = Folding.Fold(written);
            IsNumber = isNumber;
            if (isNumber)
            {
                Number = Units.ParseNumber(written);
                Folded = Number?.ToString("0.###", CultureInfo.InvariantCulture) ?? Folded;
            }

            Unit = Units.Find(Folded);
            IsNegation = Folded is "sans" or "without" or "no" or "non";
        }

        public string Folded { get; }

        public bool IsNumber { get; }

        public decimal? Number { get; }

        public Unit? Unit { get; }

        public bool IsNegation { get; }
    }
}
