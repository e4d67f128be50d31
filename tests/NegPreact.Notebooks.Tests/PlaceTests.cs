namespace NegPreact.Notebooks.Tests;

public class PlaceTests
{
    [Fact]
    public void The_runner_does_not_reference_torch() =>
        Assert.DoesNotContain(
            System.Reflection.Assembly.Load("NegPreact.Notebooks").GetReferencedAssemblies(),
            a => a.Name is "TorchSharp" or "NegPreact");
}
