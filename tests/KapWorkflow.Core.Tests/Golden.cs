namespace KapWorkflow.Core.Tests;

/// <summary>Compares with a kept file; <c>KAP_APPROVE=1</c> rewrites it.</summary>
public static class Golden
{
    public static void Matches(string actual, params string[] path)
    {
        var file = TheRepository.Path(["tests", "KapWorkflow.Core.Tests", .. path]);
        if (Environment.GetEnvironmentVariable("KAP_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        Assert.True(File.Exists(file), $"{Path.GetFileName(file)} is not there yet: run with KAP_APPROVE=1 and read it.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }
}
