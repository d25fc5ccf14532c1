package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a server on this machine until Ctrl-C. */
@Command(
        name = "up",
        description = {
            "Run a server on this machine until Ctrl-C.",
            "Its database is a PostgreSQL of its own under the data folder, or one of yours by --database-url",
            "(user and password: BREAKWATER_DATABASE_USER, BREAKWATER_DATABASE_PASSWORD)."
        },
        footer = {
            "  breakwater up",
            "  breakwater up --practice                            with a practice database to break into",
            "  breakwater up --data /srv/breakwater --publish /mnt/worm/breakwater"
        })
final class UpCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 7480;

    private final Cli cli;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Database, keys, log (default: ~/.local/share/breakwater; for root /var/lib/breakwater).")
    private Optional<Path> data = Optional.empty();

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

    UpCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Path folder = folder();
        Path tokenFile = folder.resolve("admin-token");
        Path root = cli.around().root().orElseThrow(UpCommand::noRoot);
        try (ServerProcess server = ServerProcess.start(
                root,
                folder,
                settings(folder, tokenFile),
                javaOptions(),
                name -> !name.startsWith("BREAKWATER_TOKEN"))) {
            long started = System.nanoTime();
            cli.console().progress("starting …");
            Address address = server.awaitReady(
                    () -> cli.console().progress("starting … " + (System.nanoTime() - started) / 1_000_000_000 + " s"));
            cli.console().progressDone();
            announce(server, address, folder, tokenFile);
            int code = server.await();
            if (code == 0 || code == 130 || code == 143) {
                return Exit.OK.code();
            }
            throw new Failure(
                    "SERVER_STOPPED",
                    "the server stopped with code " + code,
                    "See " + server.log() + ".",
                    Exit.UNREACHABLE);
        }
    }

    private Path folder() {
        if (data.isEmpty() && "root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/lib/breakwater");
        }
        Path usual = cli.around()
                .variable("XDG_DATA_HOME")
                .map(Path::of)
                .orElse(cli.around().home().resolve(".local").resolve("share"))
                .resolve("breakwater");
        return cli.around().workFolder().resolve(data.orElse(usual)).normalize();
    }

    static Failure noRoot() {
        return new Failure(
                "SERVER_NOT_BUILT",
                "where Breakwater lives is not known",
                "Start it with ./breakwater.",
                Exit.INTERNAL);
    }

    private List<String> javaOptions() {
        return cli.around()
                .variable("BREAKWATER_JAVA_OPTIONS")
                .map(options -> List.of(options.strip().split("\\s+")))
                .orElse(List.of());
    }

    private Map<String, String> settings(Path folder, Path tokenFile) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("breakwater.data", folder.toString());
        settings.put("breakwater.port", Integer.toString(port));
        settings.put("breakwater.admin-token-file", tokenFile.toString());
        host.ifPresent(address -> settings.put("breakwater.host", address));
        databaseUrl.ifPresent(url -> settings.put("breakwater.database.url", url));
        publish.ifPresent(path -> settings.put(
                "breakwater.publish",
                cli.around().workFolder().resolve(path).normalize().toString()));
        if (!witnesses.isEmpty()) {
            settings.put("breakwater.witness", String.join(",", witnesses));
        }
        if (practice) {
            settings.put("breakwater.practice", "true");
        }
        return settings;
    }

    private void announce(ServerProcess server, Address address, Path folder, Path tokenFile) {
        boolean first = Files.exists(tokenFile);
        ObjectNode announcement = Documents.object()
                .put("url", address.toString())
                .put("pid", server.pid())
                .put("data", folder.toString())
                .put("log", server.log().toString());
        if (first) {
            announcement.put("adminTokenFile", tokenFile.toString());
        }
        List<String> lines = new java.util.ArrayList<>();
        lines.add("Breakwater is ready at " + address);
        lines.add("  data  " + folder);
        lines.add("  log   " + server.log());
        if (first) {
            lines.add("  token of the first administrator: in " + tokenFile + " (0600; remove it once you have it)");
            lines.add("  next: breakwater login --server " + address + " --token-file " + tokenFile);
        }
        lines.add("Ctrl-C stops it.");
        cli.show(announcement, lines);
    }
}
