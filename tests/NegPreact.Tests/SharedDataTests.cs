namespace NegPreact.Tests;

public class SharedDataTests
{
    [Fact]
    public void The_repository_is_found_from_the_test_folder() =>
        Assert.True(File.Exists(Path.Combine(SharedData.Repository, "Directory.Packages.props")));
}
