package io.breakwater.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.ledger.spi.WitnessClient.Answer;
import io.breakwater.ledger.witness.AddCheckpoint;
import io.breakwater.ledger.witness.Witness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The HTTP side of a witness: bounded bodies, a bounded number of callers, no state. */
final class WitnessListener implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ThreadPoolExecutor workers;

    private WitnessListener(HttpServer server, ThreadPoolExecutor workers) {
        this.server = server;
        this.workers = workers;
    }

    static WitnessListener open(Witness witness, InetSocketAddress address) throws IOException {
        HttpServer server = HttpServer.create(address, WAITING);
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            try (exchange) {
                send(exchange, answer(witness, exchange));
            }
        });
        server.start();
        return new WitnessListener(server, workers);
    }

    String url() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getHostString();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort();
    }

    private static Answer answer(Witness witness, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean adds = path.equals(Witness.ADD_CHECKPOINT);
        if (adds && exchange.getRequestMethod().equals("POST")) {
            byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.LONGEST + 1);
            return body.length > AddCheckpoint.LONGEST ? plain(413, "too large") : witness.handle(body);
        }
        if (path.endsWith("/checkpoint") && exchange.getRequestMethod().equals("GET")) {
            return witness.monitor(path.substring(1, Math.max(1, path.length() - "/checkpoint".length())));
        }
        return adds ? plain(405, "POST only") : plain(404, "nothing here");
    }

    private static Answer plain(int status, String sentence) {
        return new Answer(status, PLAIN, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
