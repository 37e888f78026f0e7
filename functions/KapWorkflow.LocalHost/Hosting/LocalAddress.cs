using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace KapWorkflow.LocalHost;

/// <summary>
/// The clinic's address on this machine, taken before anything else is made: the settings need it, and a port in use is better known at once.
/// </summary>
internal sealed class LocalAddress : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <exception cref="LocalProblemException">The port is in use.</exception>
    public LocalAddress(int port)
    {
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            // Two may bind; only one may listen.
            _socket.Listen(512);
        }
        catch (SocketException cause)
        {
            _socket.Dispose();
            throw new LocalProblemException($"Port {port} is in use by another program (another local host?): stop that one, or choose another port with --port.", cause);
        }

        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public Uri Uri => new($"http://localhost:{EndPoint.Port}");

    public void Listen(IWebHostBuilder web) => web
        .ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(EndPoint);
        })
        .ConfigureServices(services => services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => _socket));

    public void Dispose() => _socket.Dispose();
}
