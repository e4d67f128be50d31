namespace NegPreact;

/// <summary>How many neurons of a layer a percentage means.</summary>
public enum SelectionRule
{
    /// <summary>
    /// The nearest whole number to percent/100 of the layer's neurons, halves up, but at least one unless the
    /// percentage is 0. Of equal scores the lower index comes first. The default: every layer gives exactly as many as
    /// asked for.
    /// </summary>
    ExactCount,

    /// <summary>
    /// As <see cref="ExactCount"/>, with halves to the even number: how the paper's code (<c>choose_indices</c>) counts
    /// the neurons that it draws at random for a positive ReLU or a sign flip. 5 % of 90 neurons are 4.
    /// </summary>
    ExactCountHalfToEven,

    /// <summary>
    /// How the paper's code ranks neurons: all scores strictly beyond the percentile, interpolated linearly as numpy
    /// does. Equal scores at the threshold stay out together, so that the count varies.
    /// </summary>
    PercentileStrict,
}
