package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverApproval;
import io.breakwater.detect.cover.CoverGrant;
import io.breakwater.detect.cover.CoverIncident;
import io.breakwater.detect.cover.CoverTicket;
import io.breakwater.detect.cover.CoverTicket.Standing;
import io.breakwater.detect.cover.Mark;
import io.breakwater.detect.cover.Mark.Kind;
import io.breakwater.detect.cover.ResourcePattern;
import io.breakwater.detect.cover.Scope;
import io.breakwater.detect.cover.Window;
import io.breakwater.model.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes cover of one record after the other, by a mapping. */
final class RowMaker {
    private final Mapping mapping;
    private final Times times;
    private final Filling filling;

    RowMaker(Mapping mapping, Times times, Filling filling) {
        this.mapping = mapping;
        this.times = times;
        this.filling = filling;
    }

    /** Takes a record that is not the repetition of one before, by the first of the mappings that wants it. */
    static void take(List<RowMaker> makers, Row row, Filling filling) {
        makers.stream()
                .filter(maker -> !maker.mapping.setsAside(row))
                .findFirst()
                .ifPresentOrElse(maker -> maker.take(row), filling::setAside);
    }

    /** Takes a record. */
    void take(Row row) {
        try {
            switch (mapping.row()) {
                case GRANT -> grant(row);
                case INCIDENT -> incident(row);
                case TICKET -> ticket(row);
                case APPROVAL -> approvals(row, required(row, Field.OF)).forEach(filling.book::approval);
                case PERSON -> filling.book.sameHuman(several(row, Field.WHO));
            }
            filling.used();
        } catch (Trouble wrong) {
            filling.problem(row.place() + ": " + wrong.sentence());
        }
    }

    private void grant(Row row) throws Trouble {
        if (!mapping.hidesHolder(row)) {
            several(row, Field.WHO).forEach(filling::holder);
        }
        Window window = window(row);
        String id = single(row, Field.ID).orElse(filling.name + " " + row.place());
        filling.book.grant(new CoverGrant(
                id,
                filling.name,
                mapping.hidesHolder(row) ? Set.of() : marks(row),
                window,
                scope(row),
                split(row, Field.ADDRESS),
                single(row, Field.REQUESTER),
                reference(row, Field.INCIDENT),
                reference(row, Field.TICKET),
                approvals(row, id)));
        reaches(time(row, Field.RECORDED).or(window::from));
    }

    private Set<Mark> marks(Row row) {
        Set<Mark> marks = new HashSet<>();
        several(row, Field.WHO).forEach(name -> marks.add(new Mark(Kind.PRINCIPAL, name)));
        several(row, Field.ACCESS_KEY).forEach(name -> marks.add(new Mark(Kind.ACCESS_KEY, name)));
        several(row, Field.SESSION_NAME).forEach(name -> marks.add(new Mark(Kind.SESSION_NAME, name)));
        several(row, Field.SOURCE_IDENTITY).forEach(name -> marks.add(new Mark(Kind.SOURCE_IDENTITY, name)));
        return marks;
    }

    private Window window(Row row) throws Trouble {
        Optional<Instant> from = time(row, Field.FROM);
        Optional<Instant> to = time(row, Field.TO);
        Optional<String> lasts = single(row, Field.DURATION);
        if (to.isEmpty() && from.isPresent() && lasts.isPresent()) {
            to = Optional.of(from.get().plus(Times.duration(lasts.get())));
        }
        if (to.isEmpty() && mapping.longest().isPresent() && !isStanding(row)) {
            Duration longest = mapping.longest().get();
            to = from.map(start -> start.plus(longest));
        }
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw new Trouble("it ends at " + to.get() + ", before it begins at " + from.get());
        }
        return new Window(from, to);
    }

    /** An assignment by an administrator may be without an end; an activation never is. */
    private static boolean isStanding(Row row) {
        return row.values("scheduleInfo.expiration.type").stream().anyMatch("noExpiration"::equalsIgnoreCase)
                || row.values("properties.scheduleInfo.expiration.type").stream()
                        .anyMatch("NoExpiration"::equalsIgnoreCase);
    }

    private Scope scope(Row row) {
        return new Scope(
                mapping.clouds(),
                Set.copyOf(split(row, Field.ACCOUNT)),
                split(row, Field.RESOURCE).stream().map(ResourcePattern::of).toList(),
                Set.copyOf(several(row, Field.ROLE)));
    }

    private void incident(Row row) throws Trouble {
        Window window = window(row);
        filling.book.incident(new CoverIncident(
                required(row, Field.ID),
                filling.name,
                window,
                single(row, Field.DRILL).filter(RowMaker::isYes).isPresent(),
                Set.copyOf(several(row, Field.WHO)),
                Set.copyOf(split(row, Field.ACCOUNT)),
                Set.copyOf(split(row, Field.TICKET))));
        reaches(time(row, Field.RECORDED).or(window::from));
    }

    private static boolean isYes(String word) {
        return Set.of("true", "yes", "1", "drill", "y").contains(word.toLowerCase(java.util.Locale.ROOT));
    }

    private void ticket(Row row) throws Trouble {
        several(row, Field.WHO).forEach(filling::holder);
        String id = required(row, Field.ID);
        Optional<Instant> recorded = time(row, Field.RECORDED);
        Optional<Instant> updated = time(row, Field.UPDATED);
        filling.book.ticket(new CoverTicket(
                id,
                filling.name,
                mapping.cancels(row) ? Standing.VOID : Standing.STANDS,
                window(row),
                scope(row),
                single(row, Field.REQUESTER),
                Set.copyOf(several(row, Field.WHO)),
                recorded,
                updated,
                reference(row, Field.INCIDENT),
                approvals(row, id)));
        reaches(recorded);
        reaches(updated);
    }

    private void reaches(Optional<Instant> time) {
        time.ifPresent(filling::reaches);
    }

    private List<CoverApproval> approvals(Row row, String of) throws Trouble {
        boolean approved = mapping.approved().isEmpty() || mapping.approves(row);
        List<CoverApproval> all = new ArrayList<>();
        Optional<Instant> at = time(row, Field.APPROVED_AT);
        for (String by : several(row, Field.APPROVED_BY)) {
            all.add(new CoverApproval(of, filling.name, Optional.of(by), at, approved));
        }
        if (all.isEmpty() && mapping.approves(row)) {
            all.add(new CoverApproval(of, filling.name, Optional.empty(), at, true));
        }
        if (mapping.row() == RowKind.APPROVAL) {
            reaches(at);
        }
        return all;
    }

    private Optional<Instant> time(Row row, Field field) throws Trouble {
        Optional<String> written = single(row, field);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        boolean saysUtc = mapping.columns(field).stream()
                .filter(column -> !row.values(column).isEmpty())
                .findFirst()
                .filter(column -> column.contains("(UTC)"))
                .isPresent();
        Times in = mapping.zone().map(times::in).orElse(times);
        return Optional.of((saysUtc ? times.in(java.time.ZoneOffset.UTC) : in).instant(written.get()));
    }

    private Optional<String> single(Row row, Field field) {
        return mapping.columns(field).stream()
                .flatMap(column -> row.values(column).stream())
                .findFirst();
    }

    private String required(Row row, Field field) throws Trouble {
        return reference(row, field)
                .orElseThrow(() -> new Trouble("it has no " + field.label() + " (" + mapping.columns(field) + ")"));
    }

    /** A name by which something else is found: what a spreadsheet would compute is none. */
    private Optional<String> reference(Row row, Field field) throws Trouble {
        Optional<String> name = single(row, field);
        if (name.filter(text -> text.startsWith("=")).isPresent()) {
            throw new Trouble(
                    "its " + field.label() + " is a formula: " + Texts.quoted(name.get()) + "; export the values");
        }
        return name;
    }

    private List<String> several(Row row, Field field) {
        Set<String> all = new LinkedHashSet<>();
        mapping.columns(field).stream()
                .flatMap(column -> row.values(column).stream())
                .flatMap(value -> Arrays.stream(value.split(";")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .forEach(all::add);
        return List.copyOf(all);
    }

    private List<String> split(Row row, Field field) {
        return several(row, field).stream()
                .flatMap(value -> Arrays.stream(value.split("[,\\s]+")))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }
}
