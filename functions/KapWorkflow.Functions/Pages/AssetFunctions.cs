using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace KapWorkflow.Functions;

public sealed class AssetFunctions(SiteAssets assets)
{
    [Function(nameof(GetAsset))]
    public IResult GetAsset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{name}")] HttpRequest request, string name) =>
        assets.Find(name) is not { } asset
            ? Answer.Of(new Problem(404, "There is no such file."))
            : (request.Headers.IfNoneMatch.ToString().Contains(name, StringComparison.Ordinal) ? Answer.NotModified() : Answer.Bytes(asset.ContentType, asset.Bytes))
                .With("Cache-Control", "public, max-age=31536000, immutable")
                .With("ETag", $"\"{name}\"");
}
