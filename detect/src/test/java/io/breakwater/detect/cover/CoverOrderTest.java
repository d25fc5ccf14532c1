package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.CoverTicket.Standing;
import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Books with the same content answer alike, in whatever order they were filled; and adding cover never takes it away. */
class CoverOrderTest {
    private static final Instant DAY = Instant.parse("2026-07-01T00:00:00Z");

    private static CoverGrant grant(Random random, int number) {
        Instant from = DAY.plusSeconds(random.nextInt(86_400));
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return new CoverGrant(
                "G-" + number,
                "s" + random.nextInt(3),
                Set.of(new Mark(kind, "who" + random.nextInt(4))),
                random.nextInt(5) == 0 ? Window.ALWAYS : Window.of(from, from.plusSeconds(random.nextInt(20_000))),
                new Scope(
                        Set.of(),
                        random.nextBoolean() ? Set.of() : Set.of("" + random.nextInt(2)),
                        List.of(),
                        Set.of()),
                List.of(),
                Optional.of("who" + random.nextInt(4)),
                random.nextBoolean() ? Optional.of("I-" + random.nextInt(3)) : Optional.empty(),
                random.nextBoolean() ? Optional.of("T-" + random.nextInt(3)) : Optional.empty(),
                random.nextBoolean()
                        ? List.of(new CoverApproval(
                                "x", "s", Optional.of("who" + random.nextInt(6)), Optional.of(from), true))
                        : List.of());
    }

    private static List<Consumer<CoverBook.Builder>> content(Random random) {
        List<Consumer<CoverBook.Builder>> content = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            CoverGrant grant = grant(random, i);
            content.add(book -> book.grant(grant));
        }
        for (int i = 0; i < 3; i++) {
            CoverIncident incident = new CoverIncident(
                    "I-" + i, "s", Window.ALWAYS, i == 2, Set.of("who" + i), Set.of(), Set.of("T-" + i));
            CoverTicket ticket = new CoverTicket(
                    "T-" + i,
                    "s",
                    i == 1 ? Standing.VOID : Standing.STANDS,
                    Window.ALWAYS,
                    Scope.ANYTHING,
                    Optional.of("who" + i),
                    Set.of("who" + i),
                    Optional.of(DAY),
                    Optional.empty(),
                    Optional.of("I-" + i),
                    List.of());
            content.add(book -> book.incident(incident));
            content.add(book -> book.ticket(ticket));
        }
        content.add(book -> book.sameHuman(List.of("who1", "who5")));
        return content;
    }

    private static Act act(Random random) {
        String who = "who" + random.nextInt(4);
        return Act.byAlice()
                .at(DAY.plusSeconds(random.nextInt(86_400)).toString())
                .in("" + random.nextInt(3))
                .withKey("who" + random.nextInt(4))
                .session(who);
    }

    private static CoverBook.Builder book(List<Consumer<CoverBook.Builder>> content) {
        CoverBook.Builder book = Explained.sources();
        content.forEach(part -> part.accept(book));
        return book;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void order_inWhichABookIsFilled_neverShows(long seed) {
        Random random = new Random(seed);
        List<Consumer<CoverBook.Builder>> content = content(random);
        List<Consumer<CoverBook.Builder>> shuffled = new ArrayList<>(content);
        Collections.shuffle(shuffled, random);
        CoverJudge one = new CoverJudge(book(content).build(), CoverLimits.DEFAULT);
        CoverJudge other = new CoverJudge(book(shuffled).build(), CoverLimits.DEFAULT);
        for (int i = 0; i < 300; i++) {
            Act act = act(random);
            assertThat(other.judge(act.event())).as(act.toString()).isEqualTo(one.judge(act.event()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void grantFound_isOneThatAPlainLookAtAllOfThemFinds(long seed) {
        Random random = new Random(seed);
        List<CoverGrant> grants = new ArrayList<>();
        CoverBook.Builder book = Explained.sources();
        for (int i = 0; i < 60; i++) {
            grants.add(grant(random, i));
            book.grant(grants.get(i));
        }
        CoverJudge judge = new CoverJudge(book.build(), CoverLimits.DEFAULT);
        for (int i = 0; i < 300; i++) {
            Act act = act(random);
            Set<Mark> marks = EventMarks.of(act.event().principal()).marks();
            List<String> fitting = grants.stream()
                    .filter(grant -> grant.marks().stream().anyMatch(marks::contains))
                    .filter(grant -> grant.window().holds(act.time(), CoverLimits.DEFAULT.clockSkew()))
                    .filter(grant -> grant.scope().fits(act.event()).yes())
                    .map(CoverGrant::id)
                    .toList();
            PartAnswer found = judge.judge(act.event()).part(CoverPart.GRANT);
            assertThat(found.found()).as(act.toString()).isEqualTo(!fitting.isEmpty());
            if (found.found()) {
                assertThat(fitting).contains(found.name().orElseThrow());
            }
        }
    }
}
