namespace KerasLikeRnn.Layers;

/// <summary>A layer with a vocabulary, which files keep beside its configuration where it was not given to the constructor.</summary>
internal interface IVocabulary
{
    /// <summary>The argument that says whether the vocabulary was given to the constructor.</summary>
    const string IsGivenArgument = "has_input_vocabulary";

    /// <summary>The classes of Keras that have one.</summary>
    static readonly string[] Classes = [nameof(StringLookup), nameof(IntegerLookup), nameof(TextVectorization)];

    /// <summary>Whether it was given to the constructor, so that the configuration has it.</summary>
    bool IsGiven { get; }

    /// <summary>The terms of a vocabulary that was learnt or set later, in the order of their numbers; none for no vocabulary.</summary>
    IReadOnlyList<object> Learnt(bool withSpecialTerms);

    /// <summary>The weights of all numbers for output_mode tf_idf: a float32 vector; null in other modes.</summary>
    Tensor? Weights { get; }

    /// <summary>How many numbers stand before those of the terms.</summary>
    int TermStart { get; }

    /// <summary>Sets a vocabulary of lines of text, special terms included.</summary>
    void Learn(IReadOnlyList<string> lines, IReadOnlyList<double>? weights);
}
