package io.breakwater.access.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.HouseFact;
import io.breakwater.model.HouseFact.PersonAdded;
import io.breakwater.model.HouseFact.PersonDeactivated;
import io.breakwater.model.HouseFact.PersonFunctionsChanged;
import io.breakwater.model.HouseFact.PersonsLinked;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    private static final PersonId ROOT = new PersonId("root");
    private static final Caller ADMIN = new Caller(ROOT, "token:TK-0000000001");

    private final MemoryJournal journal = new MemoryJournal();
    private final AddPerson add = new AddPerson(journal);
    private final ChangeFunctions change = new ChangeFunctions(journal);
    private final LinkPersons link = new LinkPersons(journal);
    private final DeactivatePerson deactivate = new DeactivatePerson(journal);

    DirectoryTest() {
        add.addFirst(ROOT, "Root");
    }

    @Test
    void firstPerson_comesOnce() {
        refused(Code.WRONG_STATE, () -> add.addFirst(new PersonId("eve"), "Eve"));
        assertThat(journal.facts(PersonAdded.class)).hasSize(1);
    }

    @Test
    void strangersAndOthers_changeNothing() {
        add.add(ADMIN, new PersonId("alice"), "Alice", EnumSet.complementOf(EnumSet.of(Function.ADMINISTRATOR)));
        for (String name : List.of("alice", "ghost")) {
            Caller caller = new Caller(new PersonId(name), "local");
            refused(Code.NOT_ALLOWED, () -> add.add(caller, new PersonId("eve"), "Eve", Set.of()));
            refused(Code.NOT_ALLOWED, () -> change.change(caller, new PersonId("alice"), Set.of()));
            refused(Code.NOT_ALLOWED, () -> link.link(caller, new PersonId("alice"), ROOT));
            refused(Code.NOT_ALLOWED, () -> deactivate.deactivate(caller, ROOT));
        }
    }

    @Test
    void deactivatedAdministrator_changesNothing() {
        Caller eve = new Caller(new PersonId("eve"), "local");
        add.add(ADMIN, eve.person(), "Eve", Set.of(Function.ADMINISTRATOR));
        deactivate.deactivate(ADMIN, eve.person());
        refused(Code.NOT_ALLOWED, () -> change.change(eve, ROOT, Set.of()));
    }

    @Test
    void lastAdministrator_cannotBeRemovedByAnyWay() {
        refused(Code.CONFLICT, () -> deactivate.deactivate(ADMIN, ROOT));
        refused(Code.CONFLICT, () -> change.change(ADMIN, ROOT, Set.of(Function.ENGINEER)));
        add.add(ADMIN, new PersonId("eve"), "Eve", Set.of(Function.ADMINISTRATOR));
        deactivate.deactivate(ADMIN, new PersonId("eve"));
        refused(Code.CONFLICT, () -> change.change(ADMIN, ROOT, Set.of()));
    }

    @Test
    @DisplayName("two administrators who remove each other at one moment: one stays")
    void administratorsRemovingEachOther_leaveOne() throws Exception {
        Caller eve = new Caller(new PersonId("eve"), "local");
        add.add(ADMIN, eve.person(), "Eve", Set.of(Function.ADMINISTRATOR));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> both = List.of(
                    () -> outcome(() -> deactivate.deactivate(ADMIN, eve.person())),
                    () -> outcome(() -> deactivate.deactivate(eve, ROOT)));
            pool.invokeAll(both);
        } finally {
            pool.shutdownNow();
        }
        assertThat(journal.facts(PersonDeactivated.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "alice2, Alice",
        "alice2, ALICE",
        "alice2, AIice",
        "a1ice, Somebody",
        "alice2, '  alice '",
        "alice2, Αlice",
        "alice2, аlice",
        "alice2, ａｌｉｃｅ",
        "rnark, Somebody",
        "somebody, mark"
    })
    void lookAlikes_areRefused(String id, String displayName) {
        add.add(ADMIN, new PersonId("alice"), "Alice", Set.of());
        add.add(ADMIN, new PersonId("mark"), "Marcus", Set.of());
        refused(Code.CONFLICT, () -> add.add(ADMIN, new PersonId(id), displayName, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u202Eb", "a\nb", "a\tb", "\u0000", "a\u200Bb", "\uD800"})
    void displayNamesNobodyShouldRead_areRefused(String displayName) {
        refused(Code.MALFORMED_TEXT, () -> add.add(ADMIN, new PersonId("eve"), displayName, Set.of()));
        refused(Code.MALFORMED_TEXT, () -> add.add(ADMIN, new PersonId("eve"), "x".repeat(101), Set.of()));
    }

    @Test
    void displayName_isInNoFact() {
        add.add(ADMIN, new PersonId("alice"), "Alice Liddell", Set.of());
        journal.all()
                .forEach(fact -> assertThat(new String(fact.leaf(), java.nio.charset.StandardCharsets.UTF_8))
                        .doesNotContain("Liddell"));
    }

    @Test
    void links_holdForAliasesOfAliases() {
        for (String name : List.of("alice", "bob", "cleo")) {
            add.add(ADMIN, new PersonId(name), "Person " + name, Set.of());
        }
        link.link(ADMIN, new PersonId("alice"), new PersonId("bob"));
        link.link(ADMIN, new PersonId("cleo"), new PersonId("bob"));
        assertThat(person("alice").sameHumanAs(person("cleo"))).isTrue();
        assertThat(person("bob").sameHumanAs(person("cleo"))).isTrue();
        refused(Code.MALFORMED_REQUEST, () -> link.link(ADMIN, ROOT, ROOT));
        refused(Code.NOT_FOUND, () -> link.link(ADMIN, ROOT, new PersonId("ghost")));
    }

    @Test
    void theSameAgain_isNoFact() {
        add.add(ADMIN, new PersonId("alice"), "Alice", Set.of(Function.ENGINEER));
        int before = journal.all().size();
        change.change(ADMIN, new PersonId("alice"), Set.of(Function.ENGINEER));
        assertThat(journal.all()).hasSize(before);
        refused(Code.CONFLICT, () -> add.add(ADMIN, new PersonId("alice"), "Alice", Set.of()));
        deactivate.deactivate(ADMIN, new PersonId("alice"));
        deactivate.deactivate(ADMIN, new PersonId("alice"));
        assertThat(journal.facts(PersonDeactivated.class)).hasSize(1);
    }

    @Test
    @DisplayName("the fold of the facts is the directory (all but display names, which are in no fact)")
    void factsReplayed_giveTheDirectory() {
        Random random = new Random(4);
        List<String> names = List.of("ann", "ben", "cid", "dov", "eli", "fay");
        names.forEach(name -> add.add(ADMIN, new PersonId(name), "Person " + name, Set.of()));
        for (int i = 0; i < 400; i++) {
            PersonId one = new PersonId(names.get(random.nextInt(names.size())));
            PersonId other = new PersonId(names.get(random.nextInt(names.size())));
            outcome(() -> {
                switch (random.nextInt(20)) {
                    case 0 -> link.link(ADMIN, one, other);
                    case 1 -> deactivate.deactivate(ADMIN, one);
                    default ->
                        change.change(ADMIN, one, Set.of(Function.values()[random.nextInt(Function.values().length)]));
                }
            });
        }
        Map<PersonId, Person> folded = new HashMap<>();
        journal.facts(HouseFact.class).forEach(fact -> fold(folded, fact));
        List<Person> known = new ArrayList<>(journal.read(Directory::everybody));
        assertThat(known).allSatisfy(person -> {
            Person fold = folded.get(person.id());
            assertThat(fold.functions()).isEqualTo(person.functions());
            assertThat(fold.human()).isEqualTo(person.human());
            assertThat(fold.active()).isEqualTo(person.active());
        });
    }

    private static void fold(Map<PersonId, Person> people, HouseFact fact) {
        if (fact instanceof PersonAdded added) {
            people.put(
                    added.person(),
                    new Person(
                            added.person(),
                            "",
                            added.functions(),
                            added.person().value(),
                            true));
        } else if (fact instanceof PersonFunctionsChanged changed) {
            Person before = people.get(changed.person());
            people.put(changed.person(), new Person(before.id(), "", changed.after(), before.human(), before.active()));
        } else if (fact instanceof PersonDeactivated gone) {
            Person before = people.get(gone.person());
            people.put(gone.person(), new Person(before.id(), "", before.functions(), before.human(), false));
        } else if (fact instanceof PersonsLinked linked) {
            String human = people.get(linked.person()).human();
            String old = people.get(linked.alias()).human();
            people.replaceAll(
                    (id, p) -> p.human().equals(old) ? new Person(p.id(), "", p.functions(), human, p.active()) : p);
        }
    }

    private Person person(String name) {
        return new Directory(journal).person(new PersonId(name)).orElseThrow().value();
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (BreakwaterException e) {
            return e.code().name();
        }
    }

    private static void refused(Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
