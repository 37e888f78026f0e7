namespace KapWorkflow.LocalHost;

/// <summary>
/// The folder of one local practice, held by one host at a time: a second one would take the first one's table storage from it.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string Lock = "host.lock";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>In the repository, where git does not see it.</summary>
    public static string Usual => System.IO.Path.Combine(RepositoryRoot.Find(), ".local");

    /// <exception cref="LocalProblemException">Another host has it, it cannot be written, or it is to be deleted and is not ours.</exception>
    public static DataFolder Open(string path, bool fresh)
    {
        path = System.IO.Path.GetFullPath(path);
        if (File.Exists(path))
            throw new LocalProblemException($"{path} is a file: give a folder with --data.");

        var isOurs = !Directory.Exists(path) || File.Exists(System.IO.Path.Combine(path, Lock)) || !Directory.EnumerateFileSystemEntries(path).Any();
        if (!isOurs)
            throw new LocalProblemException($"{path} holds something else than a local practice: choose an empty or a new folder with --data.");

        var folder = new DataFolder(path, Hold(path));
        if (fresh)
            folder.Empty();
        return folder;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(Directory.CreateDirectory(path).FullName, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new LocalProblemException($"{path} cannot be written: choose another folder with --data.", cause);
        }
        catch (IOException cause)
        {
            throw new LocalProblemException($"{path} is in use by another local host: stop that one, or choose another folder with --data.", cause);
        }
    }

    private void Empty()
    {
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(entry => entry.Name != Lock))
        {
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
        }
    }
}
