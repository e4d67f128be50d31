namespace NegPreact.Models;

/// <summary>Dynamic NTK scaling: texts beyond the length of training raise the base, more so the longer they are.
/// </summary>
internal sealed record DynamicScaling(double Factor, int TrainedLength) : RotaryScaling
{
    public override int LengthClass(int length) => length <= TrainedLength ? 0 : length;

    public override float[] Frequencies(int dims, double theta, long length)
    {
        var longer = Math.Max(length, TrainedLength) / (double)TrainedLength;
        return Plain(dims, theta * Math.Pow((Factor * longer) - (Factor - 1), dims / (dims - 2.0)));
    }
}
