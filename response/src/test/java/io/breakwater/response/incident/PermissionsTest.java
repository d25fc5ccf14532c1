package io.breakwater.response.incident;

import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import io.breakwater.response.World;
import io.breakwater.response.incident.AttachEvidence.Attachment;
import io.breakwater.response.incident.DeclareIncident.Declaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Who may do what: the table in docs/incidents-and-debts.md, tried out")
class PermissionsTest {
    private static final PersonId SOMEBODY = new PersonId("somebody");

    /** One world in which every act is possible, and every act tried in it. */
    private static final class Stage {
        final World world = new World();
        final IncidentId open = world.declared();
        final IncidentId closed = world.declared();
        final FactId fact = world.journal.factsOf(open, 0, 1).get(0).envelope().id();

        Stage() {
            new ClaimTicket(world.journal).claim(as(World.ALICE), open, "CHG0000001", Optional.empty());
            new CloseIncident(world.journal).close(as(World.BOB), closed);
        }

        String digest() {
            return world.incident(open).title().digest();
        }

        void give(IncidentRole role) {
            new AssignRole(world.journal).assign(as(World.BOB), open, role, SOMEBODY);
            new ReopenIncident(world.journal).reopen(as(World.BOB), closed, "for a moment");
            new AssignRole(world.journal).assign(as(World.BOB), closed, role, SOMEBODY);
            new CloseIncident(world.journal).close(as(World.BOB), closed);
        }
    }

    private static final Map<Act, List<BiConsumer<Stage, PersonId>>> TRIES = tries();

    private static Map<Act, List<BiConsumer<Stage, PersonId>>> tries() {
        Map<Act, List<BiConsumer<Stage, PersonId>>> tries = new EnumMap<>(Act.class);
        tries.put(
                Act.READ,
                List.of(
                        (s, p) -> new Incidents(s.world.journal).find(as(p), s.open),
                        (s, p) -> new Incidents(s.world.journal).list(as(p), Optional.empty(), "", 10),
                        (s, p) -> new ReadTimeline(s.world.journal).read(as(p), s.open, 0, 10),
                        (s, p) -> new ReadTimeline(s.world.journal).measures(as(p), s.open),
                        (s, p) -> new ReadReadiness(s.world.journal).read(as(p), s.open),
                        (s, p) -> new ReadContent(s.world.journal).read(as(p), s.open, s.digest())));
        tries.put(
                Act.DECLARE,
                List.of((s, p) -> new DeclareIncident(s.world.journal)
                        .declare(as(p), new Declaration("down", new Severity(1), false, false, Optional.empty()))));
        tries.put(
                Act.ASSIGN_ROLE,
                List.of(
                        (s, p) ->
                                new AssignRole(s.world.journal).assign(as(p), s.open, IncidentRole.SCRIBE, World.CAROL),
                        (s, p) -> new ReleaseRole(s.world.journal)
                                .release(as(p), s.open, IncidentRole.COMMANDER, World.ALICE)));
        tries.put(
                Act.CHANGE_SEVERITY,
                List.of((s, p) -> new ChangeSeverity(s.world.journal).change(as(p), s.open, new Severity(3), "less")));
        tries.put(Act.NOTE, List.of((s, p) -> new Note(s.world.journal).write(as(p), s.open, "a note")));
        tries.put(Act.AMEND, List.of((s, p) -> new Amend(s.world.journal).amend(as(p), s.open, s.fact, "rather so")));
        tries.put(
                Act.ATTACH,
                List.of((s, p) -> new AttachEvidence(s.world.journal)
                        .attach(as(p), s.open, new Attachment("a.txt", "transcript", Optional.empty(), new byte[] {1
                        }))));
        tries.put(
                Act.ERASE,
                List.of((s, p) -> new EraseContent(s.world.journal).erase(as(p), s.open, s.digest(), "Art. 17")));
        tries.put(
                Act.CLAIM_TICKET,
                List.of((s, p) ->
                        new ClaimTicket(s.world.journal).claim(as(p), s.open, "CHG0000002", Optional.empty())));
        tries.put(
                Act.DECIDE_TICKET,
                List.of(
                        (s, p) -> new ConfirmTicket(s.world.journal)
                                .confirm(as(p), s.open, "CHG0000001", "servicenow", "seen"),
                        (s, p) -> new RefuteTicket(s.world.journal)
                                .refute(as(p), s.open, "CHG0000001", "servicenow", "not there")));
        tries.put(
                Act.INVOLVE_PERSONAL_DATA,
                List.of((s, p) -> new InvolvePersonalData(s.world.journal)
                        .involve(as(p), s.open, s.world.now(), "names", false)));
        tries.put(
                Act.NOTIFY,
                List.of((s, p) ->
                        new MakeNotification(s.world.journal).record(as(p), s.open, "gdpr-33", "BfDI", "reference")));
        tries.put(
                Act.REVIEW,
                List.of((s, p) ->
                        new HoldReview(s.world.journal).hold(as(p), s.closed, "controls held", List.of(World.ALICE))));
        tries.put(Act.CLOSE, List.of((s, p) -> new CloseIncident(s.world.journal).close(as(p), s.open)));
        tries.put(Act.REOPEN, List.of((s, p) -> new ReopenIncident(s.world.journal).reopen(as(p), s.closed, "more")));
        return tries;
    }

    private record Row(Set<Function> functions, Set<IncidentRole> roles) {}

    static Stream<Arguments> everyActAndFunction() {
        return Arrays.stream(Act.values())
                .flatMap(act -> Arrays.stream(Function.values()).map(function -> Arguments.of(act, function)));
    }

    static Stream<Arguments> everyActAndRole() {
        return Arrays.stream(Act.values())
                .filter(act -> act != Act.DECLARE && act != Act.READ)
                .flatMap(act -> Arrays.stream(IncidentRole.values()).map(role -> Arguments.of(act, role)));
    }

    @ParameterizedTest
    @MethodSource("everyActAndFunction")
    void aFunction_allowsWhatTheTableSays_andNothingElse(Act act, Function function) {
        for (BiConsumer<Stage, PersonId> attempt : TRIES.get(act)) {
            Stage stage = new Stage();
            stage.world.person(SOMEBODY, "somebody", function);
            check(stage, attempt, documented(act).functions().contains(function));
        }
    }

    @ParameterizedTest
    @MethodSource("everyActAndRole")
    void aRoleInTheIncident_allowsWhatTheTableSays_andNothingElse(Act act, IncidentRole role) {
        for (BiConsumer<Stage, PersonId> attempt : TRIES.get(act)) {
            Stage stage = new Stage();
            stage.world.person(SOMEBODY, "somebody", Function.AUDITOR);
            stage.give(role);
            check(stage, attempt, documented(act).roles().contains(role));
        }
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void aRoleInAnotherIncident_allowsNothing(Act act) {
        for (BiConsumer<Stage, PersonId> attempt : TRIES.get(act)) {
            Stage stage = new Stage();
            stage.world.person(SOMEBODY, "somebody", Function.AUDITOR);
            IncidentId other = stage.world.declared();
            for (IncidentRole role : IncidentRole.values()) {
                new AssignRole(stage.world.journal).assign(as(World.BOB), other, role, SOMEBODY);
            }
            check(stage, attempt, act == Act.READ);
        }
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void whoIsUnknownOrInactiveOrWithoutFunction_mayDoNothing(Act act) {
        for (BiConsumer<Stage, PersonId> attempt : TRIES.get(act)) {
            check(new Stage(), attempt, false);

            Stage withoutFunction = new Stage();
            withoutFunction.world.person(SOMEBODY, "somebody");
            check(withoutFunction, attempt, false);

            Stage inactive = new Stage();
            inactive.world.person(SOMEBODY, "somebody", Function.values());
            inactive.give(IncidentRole.COMMANDER);
            deactivate(inactive.world);
            check(inactive, attempt, false);
        }
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void whoMayNotRead_isNotToldWhetherAnIncidentExists(Act act) {
        assertThat(TRIES).containsKey(act);
        World world = new World();
        world.person(SOMEBODY, "somebody");
        IncidentId there = world.declared();
        IncidentId notThere = new IncidentId("INC-2026-9999");

        assertThat(refusal(() -> new Note(world.journal).write(as(SOMEBODY), there, "x")))
                .isEqualTo(refusal(() -> new Note(world.journal).write(as(SOMEBODY), notThere, "x")));
        assertThat(refusal(() -> new CloseIncident(world.journal).close(as(SOMEBODY), there)))
                .isEqualTo(refusal(() -> new CloseIncident(world.journal).close(as(SOMEBODY), notThere)));
    }

    @Test
    void aFunctionLostMeanwhile_isLostAtTheNextCommand() {
        World world = new World();
        IncidentId incident = world.declared();
        new ChangeSeverity(world.journal).change(as(World.BOB), incident, new Severity(2), "first");
        world.journal.transact(tx -> tx.state()
                .update(
                        tx.state().lock(Person.class, "bob").orElseThrow(),
                        new Person(World.BOB, "bob", Set.of(Function.AUDITOR), "bob", true)));

        assertThat(refusal(() ->
                        new ChangeSeverity(world.journal).change(as(World.BOB), incident, new Severity(3), "second")))
                .startsWith("NOT_ALLOWED");
    }

    private static void check(Stage stage, BiConsumer<Stage, PersonId> attempt, boolean allowed) {
        int before = stage.world.journal.all().size();
        if (allowed) {
            attempt.accept(stage, SOMEBODY);
            return;
        }
        assertThatThrownBy(() -> attempt.accept(stage, SOMEBODY))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_ALLOWED));
        assertThat(stage.world.journal.all()).hasSize(before);
    }

    private static void deactivate(World world) {
        world.journal.transact(tx -> {
            var stored = tx.state().lock(Person.class, SOMEBODY.value()).orElseThrow();
            Person person = stored.value();
            return tx.state()
                    .update(
                            stored,
                            new Person(person.id(), person.displayName(), person.functions(), person.human(), false));
        });
    }

    private static String refusal(Runnable command) {
        try {
            command.run();
        } catch (BreakwaterException e) {
            return e.code() + " " + e.getMessage();
        }
        throw new AssertionError("was not refused");
    }

    private static Row documented(Act act) {
        return table().stream()
                .filter(cells -> cells.get(0).equals(act.words()))
                .findFirst()
                .map(PermissionsTest::row)
                .orElseThrow(() -> new AssertionError("docs/incidents-and-debts.md has no row: " + act.words()));
    }

    private static Row row(List<String> cells) {
        Set<Function> functions = new java.util.HashSet<>();
        for (Function function : Function.values()) {
            if (cells.get(1 + function.ordinal()).equals("yes")) {
                functions.add(function);
            }
        }
        String roles = cells.get(1 + Function.values().length);
        Set<IncidentRole> held = new java.util.HashSet<>();
        for (IncidentRole role : IncidentRole.values()) {
            if (roles.equals("any role")
                    || List.of(roles.split(", ")).contains(role.name().toLowerCase(Locale.ROOT))) {
                held.add(role);
            }
        }
        return new Row(functions, held);
    }

    private static List<List<String>> table() {
        List<List<String>> rows = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(
                    Path.of(System.getProperty("breakwater.root"), "docs", "incidents-and-debts.md"))) {
                if (line.startsWith("|")) {
                    rows.add(Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
