package io.breakwater.ledger.bench;

import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Receipt;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.postgres.PostgresLedger;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * The victim: a process that records facts as fast as it can and prints each receipt, after it has it: {@code R fact leaf}.
 * Prints {@code P pid} whenever its database server is another process. Ends in order when its standard input ends.
 */
final class Kill9Writer {
    static final String ORIGIN = "breakwater.bench/kill9";
    static final List<IncidentId> INCIDENTS =
            List.of(new IncidentId("INC-2026-0001"), new IncidentId("INC-2026-0002"), new IncidentId("INC-2026-0003"));

    private Kill9Writer() {}

    static EmbeddedPostgres postgres(Path folder) {
        return EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder.resolve("postgres"))
                .with("max_connections", "40")
                .with("shared_buffers", "32MB"));
    }

    static PostgresLedger ledger(Path folder, EmbeddedPostgres postgres) {
        SecureRandom random = new SecureRandom();
        return PostgresLedger.open(new PostgresLedger.Setting(
                new Pool(postgres.createDatabase("journal"), postgres.user(), postgres.password()),
                LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, random).log(),
                folder.resolve("published"),
                List.of(),
                InstantSource.system(),
                random));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long firstValue = Long.parseLong(arguments[1]);
        try (EmbeddedPostgres postgres = postgres(folder);
                PostgresLedger ledger = ledger(folder, postgres)) {
            for (int writer = 0; writer < INCIDENTS.size(); writer++) {
                int mine = writer;
                Thread thread = new Thread(() -> write(ledger.journal(), mine, firstValue));
                thread.setDaemon(true);
                thread.start();
            }
            Thread pids = new Thread(() -> tellPids(postgres));
            pids.setDaemon(true);
            pids.start();
            while (System.in.read() >= 0) {
                // Nothing is said; the end is the message.
            }
        }
    }

    /** A value is used once: after an unknown outcome the next one is taken. */
    private static void write(Journal journal, int writer, long firstValue) {
        for (long i = 0; ; i++) {
            long value = firstValue + i * INCIDENTS.size() + writer;
            // Each writer meets the others at every incident's counter.
            IncidentId incident = INCIDENTS.get((int) ((writer + i) % INCIDENTS.size()));
            try {
                List<Receipt> receipts = journal.transact(tx ->
                                tx.append(Actor.system("bench"), new MeasureTaken(incident, "value", value, "none")))
                        .receipts();
                for (Receipt receipt : receipts) {
                    say("R " + receipt.fact() + " " + receipt.leafHash());
                }
            } catch (BreakwaterException e) {
                say("X " + e.code() + " " + value);
            }
        }
    }

    private static void tellPids(EmbeddedPostgres postgres) {
        long told = 0;
        try {
            while (true) {
                long pid = postgres.pid();
                if (pid != told) {
                    told = pid;
                    say("P " + pid);
                }
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        synchronized (Kill9Writer.class) {
            System.out.print(line + "\n");
            System.out.flush();
        }
    }
}
