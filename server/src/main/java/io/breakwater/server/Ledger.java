package io.breakwater.server;

import io.breakwater.connect.witness.HttpWitness;
import io.breakwater.ledger.FollowerLoop;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.VerifierKey;
import io.breakwater.ledger.postgres.LedgerStatus;
import io.breakwater.ledger.postgres.PostgresLedger;
import io.breakwater.ledger.witness.Cosigning;
import io.breakwater.response.ResponseRoom;
import io.breakwater.response.debt.DebtRules;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The ledger of this server: journal, integrator, publisher, witnesses, followers; and what can be said about it. */
public final class Ledger implements AutoCloseable {
    /** Only the newest are looked at: what is older and has no place would be a fault that the head shows too. */
    private static final String UNINTEGRATED = """
            select count(*) from fact f
            where f.arrival > (select coalesce(max(arrival), 0) - 100000 from fact)
              and not exists (select 1 from entry e where e.arrival = f.arrival)
            """;

    private static final Duration WITNESS_PATIENCE = Duration.ofSeconds(5);

    private final DataSource database;
    private final PostgresLedger ledger;
    private final Path published;
    private final String key;
    private final ResponseRoom response;
    private final List<FollowerLoop> followers;

    private Ledger(DataSource database, PostgresLedger ledger, Path published, String key) {
        this.database = database;
        this.ledger = ledger;
        this.published = published;
        this.key = key;
        this.response = ResponseRoom.of(ledger.journal(), DebtRules.standard());
        this.followers = response.followers().stream().map(ledger::follow).toList();
    }

    static Ledger open(
            DataSource database, LedgerKeys keys, Settings settings, InstantSource clock, SecureRandom random) {
        List<Cosigning> witnesses = settings.witnesses().stream()
                .map(witness -> new Cosigning(
                        VerifierKey.parse(witness.verifierKey()),
                        new HttpWitness(URI.create(witness.url()), WITNESS_PATIENCE)))
                .toList();
        PostgresLedger ledger = PostgresLedger.open(
                new PostgresLedger.Setting(database, keys.log(), settings.publish(), witnesses, clock, random));
        return new Ledger(database, ledger, settings.publish(), keys.log().vkey());
    }

    Journal journal() {
        return ledger.journal();
    }

    /** What response does by itself. */
    ResponseRoom response() {
        return response;
    }

    /** Whether the followers have seen all that had a place when this was asked. */
    boolean followersAreThere() {
        long size = integratedSize().orElse(Long.MAX_VALUE);
        return followers.stream().allMatch(follower -> follower.cursor() >= size);
    }

    /** The committed log, which may be ahead of what is published. */
    TileSource tiles() {
        return ledger.tiles();
    }

    /** The log as it is published; empty before the first checkpoint. */
    public Optional<TileSource> published() {
        return Files.isRegularFile(published.resolve(TileSource.CHECKPOINT))
                ? Optional.of(new TileFolder(published))
                : Optional.empty();
    }

    /** The log's verifier key. */
    public String key() {
        return key;
    }

    /** How the integrator of this server stands. */
    public LedgerStatus status() {
        return ledger.status();
    }

    /** The published head. */
    public record Head(SignedNote note, Checkpoint checkpoint, Instant publishedAt) {}

    /** The published head; empty before the first. */
    public Optional<Head> head() {
        return published().flatMap(tiles -> tiles.read(TileSource.CHECKPOINT)).map(bytes -> {
            SignedNote note = SignedNote.parse(new String(bytes, StandardCharsets.UTF_8));
            return new Head(note, Checkpoint.parse(note.text()), publishedAt());
        });
    }

    private Instant publishedAt() {
        try {
            return Files.getLastModifiedTime(published.resolve(TileSource.CHECKPOINT))
                    .toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** How many facts have a position, whoever gave it; empty when the database is away. */
    public OptionalLong integratedSize() {
        return one("select coalesce(max(size), 0) from log_head");
    }

    /** How many facts have no position yet; empty when the database is away. */
    public OptionalLong unintegrated() {
        return one(UNINTEGRATED);
    }

    private OptionalLong one(String query) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    /** What is wrong with it, by name; empty when nothing is. */
    Map<String, String> trouble() {
        Map<String, String> trouble = new TreeMap<>();
        LedgerStatus status = ledger.status();
        status.rolledBack().ifPresent(why -> trouble.put("LEDGER_ROLLED_BACK", why));
        status.trouble().ifPresent(why -> trouble.put("ledger", why));
        for (FollowerLoop follower : followers) {
            follower.trouble().ifPresent(why -> trouble.put("follower-" + follower.name(), why));
        }
        return trouble;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
