package io.breakwater.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.model.Actor;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.WitnessChanged;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ledger and real witnesses over HTTP. */
@Timeout(180)
class WitnessingTest {
    private static final Actor ALICE = new Actor("person:alice", "cli");
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");

    private final TestHouse house = new TestHouse();
    private final WitnessServer one = witness("witness.test/one");
    private final WitnessServer two = witness("witness.test/two");

    private WitnessServer witness(String name) {
        try {
            return new WitnessServer(
                    house.folder().resolve(name), name, house.keys().log().key(), house.clock());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        house.close();
        one.close();
        two.close();
    }

    @Test
    void aWitness_thatStopsAndComesBack_delaysNothing_andEachChangeIsOneFact() throws Exception {
        PostgresLedger ledger = house.open(one.asked());
        record(ledger, 1);
        awaitChanges(ledger, 1);
        one.stop();
        for (int i = 2; i < 5; i++) {
            ledger.journal().awaitCovered(record(ledger, i), 20_000);
        }
        awaitChanges(ledger, 2);
        ledger.journal().awaitCovered(record(ledger, 5), 20_000);
        one.start();
        awaitChanges(ledger, 3);
        house.settle();
        awaitSigners(List.of(TestHouse.ORIGIN, one.name()));
        List<WitnessChanged> changes = changes(ledger);
        assertThat(changes.stream().map(WitnessChanged::reachable)).containsExactly(true, false, true);
        assertThat(changes).allSatisfy(change -> assertThat(change.name()).isEqualTo(one.name()));
    }

    @Test
    void cosignatures_thatTheDatabaseRefusedAtFirst_areAllThereLater_oneOfEachWitness() throws Exception {
        house.open().close();
        house.execute("create function refuse_cosignature() returns trigger language plpgsql as $$ begin"
                + " raise exception 'no space' using errcode = '53100'; end $$");
        house.execute("create trigger refuse_cosignature before update on log_head for each row"
                + " when (new.checkpoint <> old.checkpoint and starts_with(new.checkpoint, old.checkpoint))"
                + " execute function refuse_cosignature()");
        PostgresLedger ledger = house.open(one.asked(), two.asked());
        ledger.journal().awaitCovered(record(ledger, 1), 20_000);
        while (one.requests() < 2 || two.requests() < 2) {
            Thread.sleep(20);
        }
        house.execute("drop trigger refuse_cosignature on log_head");
        awaitSigners(List.of(TestHouse.ORIGIN, one.name(), two.name()));
    }

    /** In the database, from where packs take it, and in the folder; in whatever order witnesses answered. */
    private void awaitSigners(List<String> names) throws Exception {
        while (!signers(SignedNote.parse(house.query("select checkpoint from log_head")))
                        .equals(names)
                || !signers(house.note()).equals(names)) {
            Thread.sleep(20);
        }
    }

    private static List<String> signers(SignedNote note) {
        return note.signatures().stream().map(NoteSignature::name).sorted().toList();
    }

    private static void awaitChanges(PostgresLedger ledger, int count) throws InterruptedException {
        while (changes(ledger).size() < count) {
            Thread.sleep(20);
        }
    }

    private static List<WitnessChanged> changes(PostgresLedger ledger) {
        return ledger.journal().factsFrom(0, 1_000).stream()
                .map(Recorded::envelope)
                .map(Envelope::fact)
                .filter(WitnessChanged.class::isInstance)
                .map(WitnessChanged.class::cast)
                .toList();
    }

    private static FactId record(PostgresLedger ledger, long value) {
        return ledger.journal()
                .transact(tx -> tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", value, "ms")))
                .value();
    }
}
