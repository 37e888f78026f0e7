using System.IO.Pipelines;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;

namespace KapWorkflow.LocalHost;

/// <summary>
/// The body of an answer. Decides at its first byte, when status and headers are final: a page is held, everything else goes straight
/// through. Starting the answer counts as the first byte, since a page's length cannot change after that.
/// </summary>
internal sealed class HeldPage : IHttpResponseBodyFeature, IAsyncDisposable
{
    private readonly HttpResponse _response;
    private readonly IHttpResponseBodyFeature _through;
    private readonly DecidingStream _stream;
    private bool _isDecided;

    public HeldPage(HttpResponse response, IHttpResponseBodyFeature through)
    {
        _response = response;
        _through = through;
        _stream = new DecidingStream(this);
        Writer = PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    /// <summary>Null for what went through.</summary>
    public MemoryStream? Held { get; private set; }

    public Stream Stream => _stream;

    public PipeWriter Writer { get; }

    public Task StartAsync(CancellationToken cancellationToken = default) => IsHeld() ? Task.CompletedTask : _through.StartAsync(cancellationToken);

    public void DisableBuffering()
    {
        if (!IsHeld())
            _through.DisableBuffering();
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await Writer.FlushAsync(cancellationToken);
        await (IsHeld() ? SendFileFallback.SendFileAsync(_stream, path, offset, count, cancellationToken) : _through.SendFileAsync(path, offset, count, cancellationToken));
    }

    public async Task CompleteAsync()
    {
        await Writer.FlushAsync();
        if (!IsHeld())
            await _through.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.CompleteAsync();
        await _stream.DisposeAsync();
    }

    private bool IsHeld()
    {
        if (!_isDecided)
        {
            _isDecided = true;
            Held = IsPage ? new MemoryStream() : null;
        }

        return Held is not null;
    }

    // A refusal is a page too: whoever reads it wants to go on from there.
    private bool IsPage => !HttpMethods.IsHead(_response.HttpContext.Request.Method)
        && _response.ContentType?.StartsWith(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase) == true
        && _response.Headers.ContentEncoding.Count == 0;

    private sealed class DecidingStream(HeldPage page) : Stream
    {
        public override bool CanRead => false;

        // So far as that a failure can take back the page that was begun before it.
        public override bool CanSeek => page.Held is not null;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        private Stream Target => page.IsHeld() ? page.Held! : page._through.Stream;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Target.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Target.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => Target.Write(buffer, offset, count);

        public override Task FlushAsync(CancellationToken cancellationToken) => Target.FlushAsync(cancellationToken);

        public override void Flush() => Target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => page.Held!.SetLength(value);
    }
}
