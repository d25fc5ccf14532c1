package io.breakwater.cli;

import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.VerifierKey;
import io.breakwater.model.Texts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How a server of this machine is to run. What is wrong is said before a process is started for it. */
final class UpSettings {
    private static final int DEFAULT_PORT = 7480;
    private static final int HIGHEST_PORT = 65_535;
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9]+:");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7480",
            description = "0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port = DEFAULT_PORT;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen (default: 127.0.0.1).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--database-url", paramLabel = "JDBC", description = "jdbc:postgresql://host/database")
    private Optional<String> databaseUrl = Optional.empty();

    @Option(names = "--publish", paramLabel = "FOLDER", description = "Where checkpoints and tiles are published.")
    private Optional<Path> publish = Optional.empty();

    @Option(
            names = "--witness",
            paramLabel = "WITNESS",
            description = "A witness that cosigns: its URL, a space, its key. May be given again.")
    private List<String> witnesses = List.of();

    @Option(names = "--practice", description = "With a practice database, orders-db, to break into.")
    private boolean practice;

    @Option(
            names = "--watch",
            paramLabel = "PLACE",
            description =
                    "Where cloud logs are read from as they come: a folder, or kind:place as in docs/watch.md. May"
                            + " be given again.")
    private List<String> watch = List.of();

    @Option(
            names = "--debts",
            paramLabel = "FILE",
            description = "Debt rules of your own, beside those that come with Breakwater.")
    private Optional<Path> debts = Optional.empty();

    /** The server's own settings; none is a secret. */
    Map<String, String> of(Path work, Path data, Path tokenFile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("breakwater.data", data.toString());
        settings.put("breakwater.port", Integer.toString(port));
        settings.put("breakwater.admin-token-file", tokenFile.toString());
        host.ifPresent(address -> settings.put("breakwater.host", address));
        databaseUrl.ifPresent(url -> settings.put("breakwater.database.url", url));
        publish.ifPresent(path -> settings.put(
                "breakwater.publish", work.resolve(path).normalize().toString()));
        debts.ifPresent(file ->
                settings.put("breakwater.debts", work.resolve(file).normalize().toString()));
        if (!witnesses.isEmpty()) {
            settings.put("breakwater.witness", String.join(",", witnesses));
        }
        if (!watch.isEmpty()) {
            settings.put(
                    "breakwater.watch",
                    watch.stream().map(place -> place(work, place)).collect(Collectors.joining(",")));
        }
        if (practice) {
            settings.put("breakwater.practice", "true");
        }
        return settings;
    }

    /** A folder is named as seen from here; what has a kind is the server's to understand. */
    private static String place(Path work, String place) {
        return KIND.matcher(place).lookingAt()
                ? place
                : work.resolve(place).normalize().toString();
    }

    /** Refuses what the server would refuse, and a port that somebody else has. */
    void check() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw Failure.usage("--port is from 0 to " + HIGHEST_PORT + ", not " + port, "0 takes a free one.");
        }
        databaseUrl.filter(url -> !url.startsWith(JDBC)).ifPresent(url -> {
            throw Failure.usage("--database-url begins with " + JDBC, "For example jdbc:postgresql://host/database.");
        });
        witnesses.forEach(UpSettings::checkWitness);
        checkPort();
    }

    private static void checkWitness(String witness) {
        try {
            String[] parts = witness.strip().split(" ", 2);
            if (parts.length < 2 || !parts[0].matches("https?://.+")) {
                throw Failure.usage(
                        "--witness is a URL, a space, and a key, not " + Texts.quoted(witness),
                        "`breakwater witness` prints the line to copy.");
            }
            VerifierKey.parse(parts[1]);
        } catch (ProofException malformed) {
            throw Failure.usage(
                    "--witness: " + Optional.ofNullable(malformed.getMessage()).orElse("not a key"),
                    "`breakwater witness` prints the line to copy.");
        }
    }

    private void checkPort() {
        String address = host.orElse("127.0.0.1");
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException unknown) {
            throw Failure.usage("--host is not an address of this machine: " + Texts.quoted(address), "Try 127.0.0.1.");
        } catch (IOException taken) {
            throw new Failure(
                    "PORT_TAKEN",
                    "port " + port + " of " + address + " cannot be had: another program listens there, or it is not"
                            + " yours to take",
                    "Stop the other one, or choose with --port; 0 takes a free one.",
                    Exit.CONFLICT);
        }
    }
}
