package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.ChildProcess;
import io.breakwater.cli.talk.Console;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.PrivateFile;
import io.breakwater.cli.talk.ServerProcess;
import io.breakwater.cli.talk.Settings;
import io.breakwater.cli.talk.Surroundings;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.ledger.keys.LedgerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a drill plays on: a server with a practice database, and a witness, both of this machine, both gone when it is
 * closed.
 */
final class Stage implements AutoCloseable {
    private static final String ORIGIN = "drill.breakwater.invalid/log";
    private static final String WITNESS = "witness.drill.breakwater.invalid";
    private static final Duration WITNESS_PATIENCE = Duration.ofSeconds(30);
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Xshare:auto");

    private final Path data;
    private final LedgerKeys keys;
    private final ChildProcess witness;
    private final JsonNode witnessSaid;
    private final ServerProcess server;
    private final Address address;

    private Stage(
            Path data,
            LedgerKeys keys,
            ChildProcess witness,
            JsonNode witnessSaid,
            ServerProcess server,
            Address address) {
        this.data = data;
        this.keys = keys;
        this.witness = witness;
        this.witnessSaid = witnessSaid;
        this.server = server;
        this.address = address;
    }

    /** Sets it up: keys first, so that the witness knows the log before the server signs. */
    static Stage set(Path root, Path data, Console console) {
        PrivateFile.passableFolder(data);
        LedgerKeys keys = LedgerKeys.openOrFound(data.resolve("keys"), ORIGIN, new SecureRandom());
        ChildProcess witness = startWitness(data, keys.log().vkey());
        try {
            JsonNode said = awaitWitness(witness, data.resolve("witness.log"));
            String witnessAddress = Documents.text(said, "url") + " " + Documents.text(said, "key");
            ServerProcess server = ServerProcess.start(
                    root, data, settings(data, witnessAddress), QUICK_START, name -> !name.startsWith("BREAKWATER_"));
            try {
                return new Stage(data, keys, witness, said, server, awaitServer(server, console));
            } catch (Failure notReady) {
                server.close();
                throw notReady;
            }
        } catch (Failure notSet) {
            witness.close();
            throw notSet;
        }
    }

    private static Map<String, String> settings(Path data, String witnessAddress) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("breakwater.data", data.toString());
        settings.put("breakwater.port", "0");
        settings.put("breakwater.practice", "true");
        settings.put("breakwater.origin", ORIGIN);
        settings.put("breakwater.witness", witnessAddress);
        settings.put("breakwater.admin-token-file", data.resolve("admin-token").toString());
        return settings;
    }

    private static ChildProcess startWitness(Path data, String logKey) {
        List<String> command = new java.util.ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-Xlog:disable", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of("io.breakwater.cli.Main", "witness", "--json", "--name", WITNESS));
        command.addAll(List.of("--key-folder", data.resolve("witness").toString()));
        command.addAll(List.of("--log", logKey, "--listen", "127.0.0.1:0"));
        return ChildProcess.start(command, data.resolve("witness.log"), name -> !name.startsWith("BREAKWATER_"));
    }

    private static JsonNode awaitWitness(ChildProcess witness, Path log) {
        long end = System.nanoTime() + WITNESS_PATIENCE.toNanos();
        while (System.nanoTime() < end && witness.isAlive()) {
            JsonNode said = Documents.parse(bytes(log)).orElse(Documents.object());
            if (!Documents.text(said, "url").isEmpty()) {
                return said;
            }
            ChildProcess.pause(20);
        }
        throw new Failure("WITNESS_NOT_STARTED", "the witness does not start", "See " + log + ".", Exit.INTERNAL);
    }

    private static Address awaitServer(ServerProcess server, Console console) {
        long started = System.nanoTime();
        Address address = server.awaitReady(() -> console.progress(
                "starting a server and a practice database … " + (System.nanoTime() - started) / 1_000_000_000 + " s"));
        console.progressDone();
        return address;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException notThereYet) {
            return new byte[0];
        }
    }

    /** The first administrator. */
    Person administrator(Surroundings around) {
        return Person.with("admin", address, new Settings(around).tokenIn(data.resolve("admin-token")));
    }

    /** Where the server listens. */
    Address address() {
        return address;
    }

    /** The keys of this house, taken from where they were made: what an auditor would have been given on another way. */
    Trust trust() {
        return new Trust(
                List.of(keys.log().vkey()),
                List.of(keys.pack().publicPem()),
                List.of(Documents.text(witnessSaid, "key")),
                1,
                true);
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            witness.close();
        }
    }
}
