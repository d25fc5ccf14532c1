package io.breakwater.ledger.postgres;

import io.breakwater.embedded.TestPostgres;
import io.breakwater.ledger.TestClock;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.witness.Cosigning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A database, keys and a folder to publish to; ledgers opened on them are closed with it. */
public final class TestHouse implements AutoCloseable {
    /** The log of every test. */
    public static final String ORIGIN = "breakwater.test/log";

    private final Path folder = TestPostgres.newFolder();
    private final LedgerKeys keys = LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, new SecureRandom());
    private final TestClock clock = new TestClock();
    private final DataSource database;
    private final List<PostgresLedger> open = new ArrayList<>();

    public TestHouse() {
        this(TestPostgres.newDatabase().dataSource());
    }

    public TestHouse(DataSource database) {
        this.database = database;
    }

    /** A ledger; several may be open at once, as servers are. */
    public PostgresLedger open(Cosigning... witnesses) {
        return open(database, witnesses);
    }

    /** The same keys and folder on another database. */
    public PostgresLedger open(DataSource other, Cosigning... witnesses) {
        PostgresLedger ledger = PostgresLedger.open(setting(other, clock, witnesses));
        open.add(ledger);
        return ledger;
    }

    PostgresLedger.Setting setting(DataSource other, InstantSource time, Cosigning... witnesses) {
        return new PostgresLedger.Setting(other, keys.log(), published(), List.of(witnesses), time, new SecureRandom());
    }

    public TestClock clock() {
        return clock;
    }

    public LedgerKeys keys() {
        return keys;
    }

    public Path published() {
        return folder.resolve("published");
    }

    public Path folder() {
        return folder;
    }

    public DataSource database() {
        return database;
    }

    /** What is published, every byte of it checked. */
    public Checkpoint verified() {
        Trust trust = Trust.in(keys.log().key());
        new LogVerifier(trust).verify(new TileFolder(published()));
        return trust.open(note());
    }

    public SignedNote note() {
        try {
            return SignedNote.parse(Files.readAllBytes(published().resolve("checkpoint")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until everything committed is published. */
    public void settle() throws Exception {
        while (!query("select published_size = (select count(*) from fact) from log_head")
                .equals("t")) {
            Thread.sleep(20);
        }
    }

    public String query(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        open.forEach(PostgresLedger::close);
        TestPostgres.delete(folder);
    }
}
