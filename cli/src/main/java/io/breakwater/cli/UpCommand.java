package io.breakwater.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a server on this machine until Ctrl-C. */
@Command(
        name = "up",
        description = {
            "Run a server on this machine until Ctrl-C.",
            "Its database is a PostgreSQL of its own under the data folder, or one of yours by --database-url"
                    + " (user and password: BREAKWATER_DATABASE_USER, BREAKWATER_DATABASE_PASSWORD)."
        },
        footer = {
            "  breakwater up",
            "  breakwater up --practice                            with a practice database to break into",
            "  breakwater up --data /srv/breakwater --publish /mnt/worm/breakwater"
        })
final class UpCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Database, keys, log (default: ~/.local/share/breakwater; for root /var/lib/breakwater).")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private UpSettings settings = new UpSettings();

    UpCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Path folder = folder();
        Path tokenFile = folder.resolve("admin-token");
        Path root = cli.around().root().orElseThrow(UpCommand::noRoot);
        ServerProcess.requireNoneOn(folder);
        settings.check();
        try (ServerProcess server = ServerProcess.start(
                root,
                folder,
                settings.of(cli.around().workFolder(), folder, tokenFile),
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
