package io.breakwater.connect.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP server that answers word for word what a test wants to be answered, and may break off anywhere. */
final class Wire implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]+)");

    private final ServerSocket door;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile List<Answer> answers = List.of();

    /** What comes over the wire, and how it ends. */
    record Answer(String bytes, End end) {
        enum End {
            CLOSED,
            RESET,
            SILENT
        }

        static Answer of(int status, String headers, String body) {
            return new Answer(
                    "HTTP/1.1 " + status + " Said\r\nContent-Length: " + body.length() + "\r\n" + headers
                            + "Connection: close\r\n\r\n" + body,
                    End.CLOSED);
        }

        /** S3's answer when it will not. */
        static Answer refused(int status, String code, String message) {
            return of(
                    status,
                    "Content-Type: application/xml\r\n",
                    "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>");
        }

        /** An object, or the beginning of one. */
        static Answer object(int length, String body, End end) {
            return new Answer(
                    "HTTP/1.1 200 OK\r\nETag: \"tag\"\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n"
                            + body,
                    end);
        }
    }

    Wire() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** From now on it says this, one after the other, and the last again and again. */
    void say(Answer... next) {
        asked.clear();
        answered.set(0);
        answers = List.of(next);
    }

    /** What it was asked: the first line, the headers and the body of each request. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                sockets.add(socket);
                answer(socket);
            } catch (IOException brokenOff) {
                // The next one is answered all the same.
                continue;
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        asked.add(request(socket.getInputStream()));
        List<Answer> now = answers;
        Answer answer = now.get(Math.min(answered.getAndIncrement(), now.size() - 1));
        socket.getOutputStream().write(answer.bytes().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        if (answer.end() == Answer.End.SILENT) {
            return;
        }
        if (answer.end() == Answer.End.RESET) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client went away");
            }
            read.write(next);
        }
        Matcher length = LENGTH.matcher(read.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        if (length.find()) {
            read.writeBytes(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        return read.toString(StandardCharsets.UTF_8);
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
}
