package io.breakwater.connect.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that breaks for good at the n-th thing the client says: before it arrives, or before it is answered. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final int step;
    private final boolean arrives;
    private final AtomicInteger said = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param arrives whether the server still gets what the client said last */
    CuttingProxy(int target, int step, boolean arrives) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.step = step;
        this.arrives = arrives;
        thread(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Whether the network broke. */
    boolean cut() {
        return said.get() >= step;
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                sockets.add(client);
                if (cut()) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                sockets.add(server);
                thread(() -> toServer(client, server));
                thread(() -> toClient(server, client));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void toServer(Socket client, Socket server) {
        byte[] buffer = new byte[65_536];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean last = said.incrementAndGet() >= step;
                if (last && arrives) {
                    client.shutdownOutput();
                }
                if (!last || arrives) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
                if (last) {
                    awaitTheServersWork(server);
                    return;
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** The server gets the time to do what was said; closing at once could cancel it. */
    private void awaitTheServersWork(Socket server) throws IOException {
        if (arrives) {
            server.shutdownOutput();
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void toClient(Socket server, Socket client) {
        byte[] buffer = new byte[65_536];
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!cut()) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
