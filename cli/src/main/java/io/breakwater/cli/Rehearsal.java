package io.breakwater.cli;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.cli.talk.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run of the common commands against a mute server on the loopback, so that the JVM can archive the classes they load.
 * The launcher runs it once after a build; start-up is then a third of what it would be.
 */
public final class Rehearsal {
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    private Rehearsal() {}

    /** Runs and says nothing. */
    public static void main(String[] args) throws IOException {
        HttpServer mute = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mute.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, EMPTY_OBJECT.length);
            exchange.getResponseBody().write(EMPTY_OBJECT);
            exchange.close();
        });
        mute.start();
        rehearse("http://127.0.0.1:" + mute.getAddress().getPort());
        mute.stop(0);
    }

    private static void rehearse(String server) {
        Surroundings around = silent(server);
        Cli.run(around, "--version");
        Cli.run(around, "--help");
        Cli.run(around, "status", "--json");
        Cli.run(around, "status");
        Cli.run(around, "incident", "declare", "rehearsal", "--severity", "4");
        Cli.run(around, "incident", "timeline", "INC-0000-0000");
        Cli.run(around, "access", "a", "b", "--for", "1m", "--reason", "rehearsal", "--incident", "INC-0000-0000");
        Cli.run(around, "verify", "there-is-no-such-pack.zip");
    }

    private static Surroundings silent(String server) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of("BREAKWATER_URL", server, "BREAKWATER_TOKEN", "none"),
                Path.of("/nonexistent"),
                Path.of("/nonexistent"),
                Optional.empty(),
                Set.of(),
                100,
                InstantSource.system());
    }
}
