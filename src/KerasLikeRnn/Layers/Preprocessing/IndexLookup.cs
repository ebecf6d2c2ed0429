namespace KerasLikeRnn.Layers;

/// <summary>
/// Turns the terms of a vocabulary into their numbers, or back: what StringLookup and IntegerLookup share. The vocabulary is given
/// or learnt, the most frequent terms first; the mask term and the terms out of vocabulary (OOV) have the lowest numbers.
/// </summary>
/// <typeparam name="T">Type of the terms.</typeparam>
[KerasConfig(IVocabulary.IsGivenArgument)]
public abstract partial class IndexLookup<T> : PreprocessingLayer, IVocabulary where T : notnull
{
    private LookupArguments arguments;
    private readonly (bool IsGiven, T Value) mask;
    private readonly (bool IsGiven, T Value) oov;
    private VocabularyLike<T>? given;
    private readonly Dictionary<T, long> counts = [];
    private readonly Dictionary<T, long> documentCounts = [];
    private long documents;
    private Dictionary<T, int>? numbers;
    private T[] terms = [];
    private double[] idf = [];
    private int? frozenSize;

    private protected IndexLookup(
        LookupArguments arguments, object? mask_token, object? oov_token, VocabularyLike<T>? vocabulary, LayerOptions? options)
        : base(OutputMode.WithDType(options, arguments.output_mode))
    {
        OutputMode.CheckDType(DType, arguments.output_mode);
        this.arguments = arguments;
        mask = mask_token is T maskTerm ? (true, maskTerm) : default;
        oov = oov_token is T oovTerm ? (true, oovTerm) : default;
        if (invert && !oov.IsGiven)
            throw new ValueError("`oov_token` must be given when `invert` is true: it is what unknown numbers become.", nameof(oov_token));
        given = vocabulary;
        if (vocabulary is not null) set_vocabulary(vocabulary, idf_weights);
    }

    /// <summary>The vocabulary given when the layer was made, or null.</summary>
    public object? vocabulary => given?.Config;

    /// <inheritdoc/>
    bool IVocabulary.IsGiven => given is not null;

    /// <inheritdoc/>
    Tensor? IVocabulary.Weights => output_mode == OutputMode.TfIdf ? WeightVector() : null;

    /// <inheritdoc/>
    int IVocabulary.TermStart => TermStart;

    /// <inheritdoc/>
    IReadOnlyList<object> IVocabulary.Learnt(bool withSpecialTerms) =>
        given is not null || terms.Length == 0 ? [] : [.. get_vocabulary(withSpecialTerms).Cast<object>()];

    /// <inheritdoc/>
    void IVocabulary.Learn(IReadOnlyList<string> lines, IReadOnlyList<double>? weights) =>
        set_vocabulary(lines.Select(Parse).ToArray(), weights);

    /// <inheritdoc/>
    internal override string? UnsavedInHdf5 => given is null
        ? "Save or restore weights that is not an instance of `tf.Variable` is not supported in h5, use `save_format='tf'` instead. "
            + $"Received a model or layer {ClassName} with weights that are a table: the vocabulary of \"{name}\" was not given to its "
            + "constructor."
        : null;

    /// <inheritdoc/>
    private protected override bool KeepsTensors => given is null || output_mode == OutputMode.TfIdf;

    /// <summary>What Keras keeps in tables and in variables of open shape: weights, and what is counted while the layer adapts.</summary>
    private protected override IEnumerable<Trackable> InnerTrackables()
    {
        if (output_mode == OutputMode.TfIdf)
            yield return TrackedTensors.Variable(
                this, nameof(idf_weights), DType.Float32, WeightVector,
                weights => idf = Array.ConvertAll(weights.ToArray<float>(), weight => (double)weight));
        if (given is not null) yield break;
        yield return CountsOf("token_counts", counts);
        if (output_mode != OutputMode.TfIdf) yield break;
        yield return CountsOf("token_document_counts", documentCounts);
        yield return new("num_documents", new TrackedNumber(
            this, "num_documents", DType.Int64, () => documents, number => documents = (long)number));
    }

    /// <summary>One that was learnt stays so: it is in a configuration only because a file must keep it somewhere.</summary>
    private protected override bool Adopt(string argument, object? value)
    {
        if (argument != IVocabulary.IsGivenArgument) return base.Adopt(argument, value);
        if (value is not false) return true;
        (given, arguments) = (null, arguments with { idf_weights = null });
        return true;
    }

    /// <inheritdoc/>
    private protected override string? OwnDType => BackendConfig.floatx();

    /// <inheritdoc/>
    internal override DType InputDType => invert ? DType.Int64 : TermDType;

    /// <inheritdoc/>
    private protected override DType OutputDType(Tensors inputs) => invert ? TermDType : DType;

    /// <summary>Type of a tensor of terms.</summary>
    private protected abstract DType TermDType { get; }

    /// <summary>The order in which terms of equal frequency are sorted, backwards.</summary>
    private protected abstract IComparer<T> Order { get; }

    /// <summary>Number of the first OOV term: 0 is the mask term's where there is one.</summary>
    private int OovStart => mask.IsGiven && output_mode == OutputMode.Int ? 1 : 0;

    /// <summary>Number of the first term of the vocabulary itself.</summary>
    private int TermStart => OovStart + num_oov_indices;

    /// <summary>The terms in the order of their numbers.</summary>
    /// <param name="include_special_tokens">Whether the mask and OOV terms are among them, so that a term's place is its number.</param>
    public List<T> get_vocabulary(bool include_special_tokens = true) =>
        include_special_tokens ? [.. SpecialTerms(), .. terms] : [.. terms];

    /// <summary>Sets the vocabulary, instead of learning it by adapt.</summary>
    /// <param name="vocabulary">The terms without repetitions, the most frequent first by custom, with or without the mask and OOV terms at
    /// the start; or the path of a text file.</param>
    /// <param name="idf_weights">A weight for each term (inverse document frequency), for output_mode tf_idf and only there.</param>
    /// <exception cref="ValueError">A term is repeated or out of place, the vocabulary is empty or too large, or the weights do not
    /// fit.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void set_vocabulary(VocabularyLike<T> vocabulary, IReadOnlyList<double>? idf_weights = null)
    {
        Required.NotNull(vocabulary);
        if (output_mode != OutputMode.TfIdf && idf_weights is not null)
            throw new ValueError(
                $"`idf_weights` should only be set if output_mode is `'tf_idf'`. Received: output_mode={output_mode} and "
                + $"idf_weights={PythonText.Repr(idf_weights)}", nameof(idf_weights));
        if (vocabulary.File is { } file) Learn(Read(file));
        else
        {
            var tokens = Checked(vocabulary.Terms, out var withSpecialTerms);
            var weights = output_mode == OutputMode.TfIdf ? Weights(vocabulary.Terms.Length, idf_weights, withSpecialTerms) : [];
            Learn(tokens);
            idf = weights;
        }
    }

    /// <summary>Number of terms, the mask and OOV terms included.</summary>
    public int vocabulary_size() => terms.Length + TermStart;

    /// <summary>The old name of <see cref="vocabulary_size"/>.</summary>
    public int vocab_size()
    {
        Utils.Messages.Warn("vocab_size is deprecated, please use vocabulary_size.");
        return vocabulary_size();
    }

    /// <inheritdoc/>
    public override void update_state(Tensor data)
    {
        var tokens = Terms(data);
        var rows = data.Rank < 2 ? 1 : data.Shape.Dims[0];
        var width = rows == 0 ? 0 : tokens.Length / rows;
        Count(Enumerable.Range(0, rows).Select(row => tokens[(row * width)..((row + 1) * width)]));
    }

    /// <inheritdoc/>
    public override void finalize_state()
    {
        if (mask.IsGiven) counts.Remove(mask.Value);
        if (oov.IsGiven) counts.Remove(oov.Value);
        if (given is not null || counts.Count == 0) return;
        var sorted = counts.OrderByDescending(count => count.Value).ThenByDescending(count => count.Key, Order).Select(count => count.Key);
        if (max_tokens <= TermStart)
            throw new ValueError(
                $"keys and values cannot be empty tensors: max_tokens={max_tokens} leaves no room for terms besides the mask and OOV "
                + $"terms. Make it larger.");
        Learn(max_tokens is { } most ? [.. sorted.Take(most - TermStart)] : [.. sorted]);
        if (output_mode == OutputMode.TfIdf) idf = LearntWeights();
        reset_state();
    }

    /// <inheritdoc/>
    public override void reset_state()
    {
        base.reset_state();
        counts.Clear();
        documentCounts.Clear();
        documents = 0;
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Tensor x = inputs;
        if (invert) return ToTensor(Array.ConvertAll(Numbers(x), Term), x.Shape);
        var depth = Depth();
        var ids = Tensor.From<long>(Ids(Terms(x)), x.Shape);
        return Weighted(CategoricalOutput.Encode(ids, Counted, depth, DType));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => CategoricalOutput.OutputShape(input_shape, Counted, Depth());

    /// <summary>Takes documents into the counts.</summary>
    internal void Count(IEnumerable<T[]> batch)
    {
        if (given is not null)
            throw new ValueError(
                $"Cannot adapt {GetType().Name} layer after setting a static vocabulary via init argument or `set_vocabulary`.");
        foreach (var document in batch)
        {
            documents++;
            foreach (var term in document) counts[term] = counts.GetValueOrDefault(term) + 1;
            if (output_mode != OutputMode.TfIdf) continue;
            foreach (var term in document.Distinct()) documentCounts[term] = documentCounts.GetValueOrDefault(term) + 1;
        }
    }

    /// <summary>Numbers of terms. In the modes that count, terms that do not count have a number beyond the depth.</summary>
    /// <exception cref="InvalidOperationException">There is no vocabulary yet.</exception>
    /// <exception cref="ValueError">A term is unknown and there is no number for it.</exception>
    internal long[] Ids(ReadOnlySpan<T> tokens)
    {
        if (numbers is null)
            throw new InvalidOperationException(
                $"Table not initialized. Call adapt or set_vocabulary on the layer {name} first, or give it a `vocabulary`.");
        var ids = new long[tokens.Length];
        var unknown = new List<T>();
        for (var i = 0; i < ids.Length; i++)
            if (mask.IsGiven && EqualityComparer<T>.Default.Equals(tokens[i], mask.Value))
                ids[i] = output_mode == OutputMode.Int ? 0 : long.MaxValue;
            else if (numbers.TryGetValue(tokens[i], out var number)) ids[i] = number;
            else if (num_oov_indices == 0) unknown.Add(tokens[i]);
            else ids[i] = OovStart + (num_oov_indices == 1 ? 0 : Bucket(tokens[i], num_oov_indices));
        return unknown.Count == 0 ? ids : throw new ValueError(
            $"When `num_oov_indices=0` all inputs should be in vocabulary, found OOV values {Shown(unknown)}, consider setting "
            + $"`num_oov_indices=1`.", nameof(tokens));
    }

    /// <summary>Rows of terms as vectors, for the modes that count.</summary>
    internal Tensor Encode(T[][] rows, Shape outer)
    {
        var depth = Depth();
        return Weighted(CategoricalOutput.Encode(Array.ConvertAll(rows, row => Ids(row)), outer, Counted, depth, DType));
    }

    /// <summary>Length of the vectors. From now on the vocabulary must not change in size, unless there is room for max_tokens.</summary>
    /// <exception cref="InvalidOperationException">There is no vocabulary yet, or it changed in size.</exception>
    internal int Depth()
    {
        if (output_mode == OutputMode.Int) return 0;
        if (pad_to_max_tokens) return max_tokens!.Value;
        var size = vocabulary_size();
        if (size == TermStart)
            throw new InvalidOperationException(
                $"When using `output_mode={output_mode}` and `pad_to_max_tokens=False`, you must set the layer's vocabulary before calling "
                + $"it. Either pass a `vocabulary` argument to the layer, or call `adapt` with some sample data.");
        if (frozenSize is { } frozen && frozen != size)
            throw new InvalidOperationException(Invariant(
                $"When using `output_mode={output_mode}` and `pad_to_max_tokens=False`, the vocabulary size cannot be changed after the "
                + $"layer is called. Vocab size is {frozen}, new vocab size is {size}"));
        frozenSize = size;
        return size;
    }

    /// <summary>The terms of a tensor.</summary>
    /// <exception cref="ValueError">It holds something else.</exception>
    private protected abstract T[] Terms(Tensor x);

    /// <summary>Terms as a tensor.</summary>
    private protected abstract Tensor ToTensor(T[] tokens, Shape shape);

    /// <summary>The term on a line of a vocabulary file.</summary>
    private protected abstract T Parse(string line);

    /// <summary>Which of several OOV numbers a term gets, counted from 0.</summary>
    private protected abstract long Bucket(T term, int buckets);

    /// <summary>As TensorFlow shows a vector: the first and the last three.</summary>
    private static string Shown(List<T> unknown)
    {
        var texts = unknown.ConvertAll(term => term is string text ? $"\"{text}\"" : PythonText.Repr(term));
        if (texts.Count > 6) texts = [.. texts.Take(3), "...", .. texts.TakeLast(3)];
        return $"[{string.Join(' ', texts)}]";
    }

    private static long[] Numbers(Tensor x) => x.DType == DType.String
        ? throw new ValueError("Numbers of terms were expected (`invert` is true). Received: strings.", nameof(x))
        : Ops.Cast(x, DType.Int64).ToArray<long>();

    /// <summary>The mode, as far as counting goes.</summary>
    private string Counted => output_mode == OutputMode.TfIdf ? OutputMode.Count : output_mode;

    private Tensor WeightVector() => Tensor.From<float>(Array.ConvertAll(idf, weight => (float)weight));

    private Trackable CountsOf(string name, Dictionary<T, long> counted) => TrackedTensors.Table(
        this, name, TermDType,
        () => [ToTensor([.. counted.Keys], Shape.Of(counted.Count)), Tensor.From<long>(counted.Values.ToArray())],
        table =>
        {
            counted.Clear();
            foreach (var (term, count) in Terms(table[0]).Zip(table[1].ToArray<long>())) counted[term] = count;
        });

    private Tensor Weighted(Tensor encoded)
    {
        if (output_mode != OutputMode.TfIdf) return encoded;
        return Ops.Multiply(encoded, Ops.Cast(WeightVector(), DType));
    }

    private T Term(long number)
    {
        if (numbers is null)
            throw new InvalidOperationException(
                $"Table not initialized. Call adapt or set_vocabulary on the layer {name} first, or give it a `vocabulary`.");
        if (mask.IsGiven && number == 0) return mask.Value;
        return number >= TermStart && number - TermStart < terms.Length ? terms[number - TermStart] : oov.Value;
    }

    private T[] SpecialTerms()
    {
        var special = Enumerable.Repeat(oov.Value!, TermStart).ToArray();
        if (OovStart == 1) special[0] = mask.Value;
        return special;
    }

    private void Learn(T[] tokens)
    {
        terms = tokens;
        numbers = tokens.Index().ToDictionary(token => token.Item, token => token.Index + TermStart);
    }

    private T[] Read(string file)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"Vocabulary file {file} does not exist.", file);
        if (output_mode == OutputMode.TfIdf)
            throw new ValueError("output_mode `'tf_idf'` does not support loading a vocabulary from file.", nameof(file));
        var lines = File.ReadAllLines(file).Select(Parse).ToArray();
        CheckRepetitions(lines);
        return lines;
    }

    /// <summary>The terms without the mask and OOV terms at the start.</summary>
    private T[] Checked(T[] all, out bool withSpecialTerms)
    {
        if (all.Length == 0) throw new ValueError("Cannot set an empty vocabulary, you passed [].", nameof(all));
        withSpecialTerms = (num_oov_indices == 0 || oov.IsGiven) && all.Take(TermStart).SequenceEqual(SpecialTerms());
        var tokens = withSpecialTerms ? all[TermStart..] : all;
        CheckRepetitions(tokens);
        if (mask.IsGiven) CheckPlace("mask", mask.Value, tokens, all);
        if (oov.IsGiven && invert) CheckPlace("oov", oov.Value, tokens, all);
        if (TermStart + tokens.Length > max_tokens)
            throw new ValueError(
                $"Attempted to set a vocabulary larger than the maximum vocab size. Passed vocab size is {TermStart + tokens.Length}, max "
                + $"vocab size is {max_tokens}.", nameof(all));
        return tokens;
    }

    private static void CheckRepetitions(T[] tokens)
    {
        var repeated = tokens.GroupBy(token => token).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        if (repeated.Count > 0)
            throw new ValueError(
                $"The passed vocabulary has at least one repeated term. Please uniquify your dataset. The repeated terms "
                + $"are {PythonText.Repr(repeated)}", nameof(tokens));
    }

    private void CheckPlace(string kind, T special, T[] tokens, T[] all)
    {
        if (!tokens.Contains(special)) return;
        var title = kind == "oov" ? "OOV" : kind;
        throw new ValueError(
            $"Found reserved {title} token at unexpected location in `vocabulary`. Note that passed `vocabulary` does not need to include "
            + $"the OOV and mask tokens. Either remove all mask and OOV tokens, or include them only at the start of the vocabulary in "
            + $"precisely this order: {PythonText.Repr(SpecialTerms().ToList())}. Received: {kind}_token={PythonText.Str(special)} at "
            + $"vocabulary index [{Array.LastIndexOf(all, special)}]",
            nameof(tokens));
    }

    /// <summary>
    /// The weights of all numbers: those of the special terms are the average where none are given, those of unused numbers 0.
    /// </summary>
    private double[] Weights(int count, IReadOnlyList<double>? given, bool withSpecialTerms)
    {
        if (given is null) throw new ValueError("`idf_weights` must be set if output_mode is TF_IDF", nameof(given));
        if (given.Count != count)
            throw new ValueError(
                $"`idf_weights` must be the same length as vocabulary. len(idf_weights) is {count}, len(vocabulary) is {given.Count}",
                nameof(given));
        return Padded(withSpecialTerms ? [] : Enumerable.Repeat(given.Average(), TermStart), given);
    }

    private double[] LearntWeights()
    {
        var weights = Array.ConvertAll(
            terms, term => (double)(float)Math.Log(1 + documents / (1.0 + documentCounts.GetValueOrDefault(term))));
        return Padded(Enumerable.Repeat(weights.Length == 0 ? double.NaN : weights.Average(), TermStart), weights);
    }

    private double[] Padded(IEnumerable<double> front, IEnumerable<double> weights)
    {
        double[] all = [.. front, .. weights];
        return pad_to_max_tokens && all.Length < max_tokens ? [.. all, .. new double[max_tokens.Value - all.Length]] : all;
    }
}
