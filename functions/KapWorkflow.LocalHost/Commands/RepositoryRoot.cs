namespace KapWorkflow.LocalHost;

public static class RepositoryRoot
{
    /// <summary>The folder of KapWorkflow.sln at or above the program.</summary>
    /// <exception cref="LocalProblemException">The program was copied out of the repository.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KapWorkflow.sln")))
                return folder.FullName;
        }

        throw new LocalProblemException("The local host runs from its repository only: start it with 'dotnet run --project functions/KapWorkflow.LocalHost'.");
    }
}
