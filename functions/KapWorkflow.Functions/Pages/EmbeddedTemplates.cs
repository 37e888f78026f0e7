using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace KapWorkflow.Functions;

/// <summary>The templates in Pages, as they were built into the app.</summary>
internal sealed class EmbeddedTemplates : IFileProvider
{
    private const string Folder = "Pages/";

    public IFileInfo GetFileInfo(string subpath) => new Template(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class Template(string name) : IFileInfo
    {
        private readonly string _resource = Folder + name.Replace('\\', '/').TrimStart('/');

        public bool Exists => typeof(EmbeddedTemplates).Assembly.GetManifestResourceInfo(_resource) is not null;
        public long Length => -1;
        public string? PhysicalPath => null;
        public string Name => name;
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;
        public bool IsDirectory => false;

        public Stream CreateReadStream() =>
            typeof(EmbeddedTemplates).Assembly.GetManifestResourceStream(_resource) ?? throw new FileNotFoundException($"There is no template {_resource}.");
    }
}
