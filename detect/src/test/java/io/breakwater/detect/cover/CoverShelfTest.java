package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R32: a book on a shelf says what a book that was made at once says")
class CoverShelfTest {
    private static final int PEOPLE = 6;
    private static final Set<String> ANYWHERE = Set.of();

    private static String person(int number) {
        return "person-" + number;
    }

    private static Set<String> names(int number) {
        return Set.of(person(number), person(number) + "@example.com");
    }

    private static Instant minute(int minute) {
        return Act.AT_0320.plusSeconds(60L * (minute - 500));
    }

    private static CoverGrant grant(int number, Random random) {
        int from = random.nextInt(1_000);
        String holder = person(random.nextInt(PEOPLE));
        Set<Mark> marks = random.nextInt(12) == 0
                ? Set.of()
                : Set.of(
                        new Mark(Kind.PRINCIPAL, holder),
                        new Mark(Kind.SESSION_NAME, random.nextBoolean() ? holder : "session-" + number),
                        new Mark(Kind.ACCESS_KEY, "ASIA" + random.nextInt(60)));
        return new CoverGrant(
                "GR-" + number,
                "journal",
                marks,
                Window.of(minute(from), minute(from + 1 + random.nextInt(120))),
                new Scope(Set.of(), random.nextBoolean() ? ANYWHERE : Set.of(Act.ACCOUNT), List.of(), Set.of()),
                List.of(),
                Optional.of(holder),
                Optional.of("INC-1"),
                Optional.empty(),
                List.of());
    }

    private static CoverBook fresh(Map<String, CoverGrant> grants) {
        CoverBook.Builder builder = CoverBook.builder().source(JournalCover.source());
        for (int i = 0; i < PEOPLE; i++) {
            builder.sameHuman(names(i));
        }
        grants.values().forEach(builder::grant);
        return builder.build();
    }

    private static CoverShelf shelf(Map<String, CoverGrant> grants) {
        List<Set<String>> humans = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            humans.add(names(i));
        }
        return CoverShelf.of(grants.values(), humans);
    }

    private static Act act(Random random) {
        String who = person(random.nextInt(PEOPLE)) + (random.nextBoolean() ? "" : "@example.com");
        return Act.byAlice()
                .session(random.nextInt(3) == 0 ? "session-" + random.nextInt(80) : who)
                .withKey("ASIA" + random.nextInt(70))
                .in(random.nextInt(3) == 0 ? "444455556666" : Act.ACCOUNT)
                .at(minute(random.nextInt(1_100)).toString());
    }

    private static CoverAnswer answer(CoverBook book, Act act) {
        return new CoverJudge(book, CoverLimits.DEFAULT).judge(act.event());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void grantsThatChangedCameOrWent_areJudgedByAsTheyAreNow(long seed) {
        Random random = new Random(seed);
        Map<String, CoverGrant> now = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            now.put("GR-" + i, grant(i, random));
        }
        CoverShelf shelf = shelf(now);
        Set<String> changed = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            int number = random.nextInt(80);
            changed.add("GR-" + number);
            if (random.nextInt(4) == 0) {
                now.remove("GR-" + number);
            } else {
                now.put("GR-" + number, grant(number, random));
            }
        }
        CoverBook.Builder onShelf =
                CoverBook.builder().source(JournalCover.source()).on(shelf, changed);
        changed.forEach(id -> Optional.ofNullable(now.get(id)).ifPresent(onShelf::grant));
        CoverBook book = onShelf.build();
        CoverBook fresh = fresh(now);

        for (int i = 0; i < 400; i++) {
            Act act = act(random);
            CoverAnswer expected = answer(fresh, act);
            assertThat(answer(book, act).verdict()).isEqualTo(expected.verdict());
            assertThat(answer(book, act).part(CoverPart.GRANT).state())
                    .isEqualTo(expected.part(CoverPart.GRANT).state());
            assertThat(answer(book, act).suspicion().isPresent())
                    .isEqualTo(expected.suspicion().isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 400})
    void personWithManyGrants_isFoundTheOneForTheAccount(int grants) {
        Map<String, CoverGrant> all = new LinkedHashMap<>();
        for (int i = 0; i < grants; i++) {
            all.put("GR-" + i, holding(i, "account-" + i));
        }
        CoverBook book = fresh(all);

        assertThat(book.inForce(new Mark(Kind.PRINCIPAL, "Person-1@example.com"), "Account-0", Act.AT_0320, 0, 256))
                .extracting(CoverGrant::id)
                .containsExactly("GR-0");
    }

    @Test
    void grantOnTheShelf_isFound_howeverManyInFrontOfItAreForSomethingElse() {
        Map<String, CoverGrant> all = new LinkedHashMap<>();
        all.put("GR-0", holding(0, Scope.ANYTHING));
        CoverShelf shelf = shelf(Map.copyOf(all));
        CoverBook.Builder onShelf =
                CoverBook.builder().source(JournalCover.source()).on(shelf, Set.of());
        Scope elsewhere = new Scope(Set.of(), Set.of(Act.ACCOUNT), List.of(), Set.of("Another"));
        for (int i = 1; i <= GrantSearch.MOST_CANDIDATES; i++) {
            all.put("GR-" + i, holding(i, elsewhere));
            onShelf.grant(holding(i, elsewhere));
        }
        Act act = Act.byAlice().session(person(1));

        assertThat(answer(fresh(all), act).part(CoverPart.GRANT).name()).contains("GR-0");
        assertThat(answer(onShelf.build(), act).part(CoverPart.GRANT).name()).contains("GR-0");
    }

    private static CoverGrant holding(int number, String account) {
        return holding(number, new Scope(Set.of(), Set.of(account), List.of(), Set.of()));
    }

    @Test
    void nameThatSomebodyOnTheShelfGets_isNoReasonToIndexAllAnew() {
        CoverShelf shelf = shelf(Map.of("GR-1", holding(1, Act.ACCOUNT)));
        People.Builder later = new People.Builder();
        later.all(shelf.people());
        later.same(List.of(person(1), "a-name-that-sorts-before", "zoe"));

        assertThat(later.build().agreesWith(shelf.people())).isTrue();
        CoverBook book = CoverBook.builder()
                .source(JournalCover.source())
                .on(shelf, Set.of())
                .sameHuman(List.of(person(1), "a-name-that-sorts-before", "zoe"))
                .build();
        for (String name : List.of("Zoe", "a-name-that-sorts-before", person(1), person(1) + "@example.com")) {
            assertThat(book.inForce(new Mark(Kind.PRINCIPAL, name), Act.ACCOUNT, Act.AT_0320, 0, 256))
                    .extracting(CoverGrant::id)
                    .containsExactly("GR-1");
        }
    }

    @Test
    void grantThatIsGone_isNotTheOneThatJustEnded_norTheOneToCome() {
        Map<String, CoverGrant> all = new LinkedHashMap<>();
        all.put("GR-1", holding(1, 300, 350));
        all.put("GR-2", holding(2, 400, 600));
        all.put("GR-3", holding(3, 700, 800));
        all.put("GR-4", holding(4, 900, 950));
        Mark holder = new Mark(Kind.PRINCIPAL, person(1));
        CoverBook book = CoverBook.builder()
                .source(JournalCover.source())
                .on(shelf(all), Set.of("GR-2", "GR-3"))
                .build();

        assertThat(fresh(all).endedBefore(holder, minute(650)).map(CoverGrant::id))
                .contains("GR-2");
        assertThat(book.endedBefore(holder, minute(650)).map(CoverGrant::id)).contains("GR-1");
        assertThat(book.beginsAfter(holder, minute(650)).map(CoverGrant::id)).contains("GR-4");
    }

    private static CoverGrant holding(int number, int from, int to) {
        return holding(number, Window.of(minute(from), minute(to)), Scope.ANYTHING);
    }

    private static CoverGrant holding(int number, Scope scope) {
        return holding(number, Window.of(minute(400), minute(600)), scope);
    }

    private static CoverGrant holding(int number, Window window, Scope scope) {
        return new CoverGrant(
                "GR-" + number,
                "journal",
                Set.of(new Mark(Kind.PRINCIPAL, person(1))),
                window,
                scope,
                List.of(),
                Optional.of(person(1)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void twoOnTheShelf_thatTurnOutToBeOneHuman_areOneInTheBook() {
        CoverShelf shelf = shelf(Map.of("GR-1", holding(1, Act.ACCOUNT)));
        CoverBook book = CoverBook.builder()
                .source(JournalCover.source())
                .on(shelf, Set.of())
                .sameHuman(List.of(person(0), person(1)))
                .build();

        assertThat(book.inForce(new Mark(Kind.PRINCIPAL, person(0)), Act.ACCOUNT, Act.AT_0320, 0, 256))
                .extracting(CoverGrant::id)
                .containsExactly("GR-1");
    }

    @Test
    void credentialThatTwoGrantsCarry_isCountedOnce_whenOneOfThemOnlyChanged() {
        CoverGrant before = holding(1, Act.ACCOUNT);
        CoverShelf shelf = shelf(Map.of("GR-1", before));
        Mark session = new Mark(Kind.SESSION_NAME, "session-1");
        CoverGrant after = new CoverGrant(
                before.id(),
                before.source(),
                Set.of(session),
                before.window(),
                before.scope(),
                List.of(),
                before.requester(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        CoverBook book = CoverBook.builder()
                .source(JournalCover.source())
                .on(shelf, Set.of("GR-1"))
                .grant(after)
                .build();

        assertThat(book.isCredential(session)).isTrue();
        assertThat(book.inForce(new Mark(Kind.PRINCIPAL, person(1)), Act.ACCOUNT, Act.AT_0320, 0, 256))
                .isEmpty();
    }
}
