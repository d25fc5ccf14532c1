package io.breakwater.cli;

import com.sun.net.httpserver.HttpServer;
import io.breakwater.cli.talk.Folders;
import io.breakwater.cli.talk.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run of the common commands against a mute server on the loopback, so that the JVM can archive the classes they load.
 * The launcher runs it once after a build; start-up is then a third of what it would be.
 */
public final class Rehearsal {
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    /** Events that rules, correlations and follow-ups are about, and one that nothing is. */
    private static final String LOG = Stream.of(
                    "AuthorizeSecurityGroupIngress",
                    "CreateAccessKey",
                    "StopLogging",
                    "ConsoleLogin",
                    "DescribeRegions")
            .map(Rehearsal::event)
            .collect(Collectors.joining(",", "{\"Records\":[", "]}"));

    private Rehearsal() {}

    private static String event(String name) {
        return """
                {"eventVersion":"1.08","eventID":"%1$s","eventTime":"2026-07-01T03:20:00Z",
                 "eventSource":"ec2.amazonaws.com","eventName":"%1$s","awsRegion":"eu-west-1",
                 "sourceIPAddress":"203.0.113.7","userAgent":"aws-cli","recipientAccountId":"111122223333",
                 "userIdentity":{"type":"AssumedRole","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE",
                  "arn":"arn:aws:sts::111122223333:assumed-role/Admin/somebody"}}""".formatted(name);
    }

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
        String server = "http://127.0.0.1:" + mute.getAddress().getPort();
        rehearse(server);
        rehearseScan(server);
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

    private static void rehearseScan(String server) throws IOException {
        Path folder = Files.createTempDirectory("breakwater-rehearsal-");
        try {
            Files.writeString(folder.resolve("log.json"), LOG);
            Cli.run(silent(server), "scan", folder.resolve("log.json").toString());
            Cli.run(silent(server), "scan", folder.toString(), "--json", "--out", folder + "/out");
        } finally {
            Folders.delete(folder);
        }
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
