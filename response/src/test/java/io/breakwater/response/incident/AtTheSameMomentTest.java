package io.breakwater.response.incident;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Severity;
import io.breakwater.response.World;
import io.breakwater.response.incident.DeclareIncident.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two commands on one incident, or on the same counter, at the same moment. */
class AtTheSameMomentTest {
    private final World world = new World();
    private final MemoryJournal journal = world.journal;

    @Test
    void declarationsAtTheSameMoment_getNumbersWithoutHolesOrRepetition() throws Exception {
        List<Callable<IncidentId>> declarations = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            declarations.add(world::declared);
        }
        assertThat(all(declarations).stream().map(IncidentId::value).sorted())
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> String.format("INC-2026-%04d", i))
                        .toList());
    }

    @Test
    void closingAtTheSameMoment_happensOnce() throws Exception {
        IncidentId incident = world.declared();
        List<Callable<Boolean>> closings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closings.add(() -> {
                try {
                    new CloseIncident(journal).close(as(BOB), incident);
                    return true;
                } catch (BreakwaterException e) {
                    assertThat(e.code()).isEqualTo(Code.WRONG_STATE);
                    return false;
                }
            });
        }

        assertThat(all(closings).stream().filter(closed -> closed)).hasSize(1);
        assertThat(journal.facts(IncidentClosed.class)).hasSize(1);
    }

    private static <T> List<T> all(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<T> values = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                values.add(future.get());
            }
            return values;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoFoundersOfTheYearsCounter_bothGetANumber() {
        // The first transaction is told that somebody else has founded the counter meanwhile.
        World fresh = new World();
        int[] attempts = {0};
        DeclareIncident declare = new DeclareIncident(new ConflictOnce(fresh.journal, attempts));

        Incident incident = declare.declare(
                        as(ALICE), new Declaration("x", new Severity(1), false, false, Optional.empty()))
                .value();

        assertThat(incident.id()).isEqualTo(new IncidentId("INC-2026-0001"));
        assertThat(attempts[0]).isEqualTo(2);
    }
}
