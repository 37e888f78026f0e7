namespace KapWorkflow.LocalHost.Tests;

public class The_runner
{
    [Fact]
    public void Finds_a_test() => Assert.NotNull(typeof(The_runner).Assembly.EntryPoint);
}
