package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Spans;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Finding.Kind;
import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.Followup.When;
import io.breakwater.detect.sigma.rule.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What was begun, and whether it was ended: one follow-up rule on events in the order of time, with bounded memory. */
final class FollowupWatch {
    /** Beyond, what was opened first is told as never seen closed, and forgotten. */
    private static final int MOST_OPEN = 20_000;

    private final Followup rule;
    private final int number;
    private final Level level;
    private final Consumer<Finding> out;
    private final Consumer<Ending> ended;
    private final GroupValues values;
    private final Map<List<String>, Open> open = new LinkedHashMap<>();
    private long weight;
    /** When what had to come first was last done, of {@link When#NOT_PRECEDED}. */
    private final Map<List<String>, Instant> closed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Instant> eldest) {
            return size() > MOST_OPEN;
        }
    };

    FollowupWatch(ScanRules rules, int index, Consumer<Finding> out, Consumer<Ending> ended) {
        this.rule = rules.set().followups().get(index);
        this.number = rules.followup(index);
        this.level = rules.level(number);
        this.out = out;
        this.ended = ended;
        this.values = new GroupValues(rules.set());
    }

    /** What is open, and what happened meanwhile, as far as it is told. */
    private static final class Open {
        private final EventRef by;
        private final List<String> group;
        private final List<EventRef> meanwhile = new ArrayList<>();
        private int weight;
        private long others;

        Open(EventRef by, List<String> group) {
            this.by = by;
            this.group = group;
            this.weight = by.weight() + group.stream().mapToInt(String::length).sum();
        }

        /** Returns what it takes of the memory, in bytes, about. */
        int meanwhile(EventRef event) {
            others++;
            if (meanwhile.size() >= Finding.OTHERS - 2) {
                return 0;
            }
            meanwhile.add(event);
            weight += event.weight();
            return event.weight();
        }

        String inWords() {
            return others == 0 ? "" : "; meanwhile " + others + (others == 1 ? " other event" : " other events");
        }

        List<EventRef> events() {
            return Stream.concat(Stream.of(by), meanwhile.stream()).toList();
        }
    }

    /** One event, of which these rules have matched. What closes comes before what opens. */
    void accept(LogEvent event, EventRecord record, EventRef ref, List<Integer> matched) {
        first(matched, rule.closes()).ifPresent(by -> close(group(by, event, record), ref));
        if (!open.isEmpty() && first(matched, rule.meanwhile()).isPresent()) {
            open.values().stream()
                    .filter(was -> was.by.account().equals(ref.account()))
                    .forEach(was -> weight += was.meanwhile(ref));
        }
        first(matched, rule.opens()).ifPresent(by -> open(group(by, event, record), ref));
    }

    private static Optional<Integer> first(List<Integer> matched, List<Integer> wanted) {
        for (Integer number : matched) {
            if (wanted.contains(number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    private List<String> group(int by, LogEvent event, EventRecord record) {
        return values.of(rule, by, event, record);
    }

    private void open(List<String> group, EventRef event) {
        if (rule.when() == When.NOT_PRECEDED) {
            notPreceded(group, event);
            return;
        }
        if (rule.when() == When.FOLLOWED) {
            forget(group);
        }
        if (!open.containsKey(group)) {
            Open opened = new Open(event, group);
            open.put(group, opened);
            weight += opened.weight;
        }
        if (open.size() > MOST_OPEN) {
            forgetEldest(event.time());
        }
    }

    /** What is open takes so much of the memory, in bytes, about. */
    long weight() {
        return weight;
    }

    /** What was opened first, of which there is one, is told as never seen closed until now. */
    void forgetEldest(Instant now) {
        Optional<Open> forgotten = forget(open.keySet().iterator().next());
        if (rule.when() == When.NOT_CLOSED) {
            forgotten.ifPresent(left -> neverClosed(left, now));
        }
    }

    /** Looks back: the closings of the past are remembered instead of the openings. */
    private void notPreceded(List<String> group, EventRef event) {
        Instant before = closed.get(group);
        boolean inTime = before != null
                && rule.within()
                        .map(limit -> Duration.between(before, event.time()).compareTo(limit) <= 0)
                        .orElse(true);
        if (!inTime) {
            out.accept(finding(
                    new Open(event, group),
                    level,
                    before == null
                            ? "nothing of the kind stands before it in the logs"
                            : "the last one before it was " + Spans.inWords(Duration.between(before, event.time()))
                                    + " earlier",
                    List.of(event)));
        }
    }

    private void close(List<String> group, EventRef by) {
        if (rule.when() == When.NOT_PRECEDED) {
            closed.put(group, by.time());
            return;
        }
        if (rule.when() == When.FOLLOWED) {
            Optional.ofNullable(open.get(group)).ifPresent(before -> followed(before.by, new Open(by, group)));
            return;
        }
        forget(group).ifPresent(was -> tellClosed(was, by));
    }

    private Optional<Open> forget(List<String> group) {
        Optional<Open> was = Optional.ofNullable(open.remove(group));
        was.ifPresent(gone -> weight -= gone.weight);
        return was;
    }

    private void tellClosed(Open was, EventRef by) {
        if (rule.when() == When.NOT_CLOSED) {
            ended.accept(new Ending(id(was), by));
        }
        Duration length = Duration.between(was.by.time(), by.time());
        boolean late =
                rule.within().filter(limit -> length.compareTo(limit) > 0).isPresent();
        if (rule.when() == When.CLOSED || late) {
            out.accept(finding(
                    was,
                    level,
                    rule.within()
                                    .filter(limit -> late)
                                    .map(limit -> "that changed only after " + Spans.inWords(length) + ", due within "
                                            + Spans.inWords(limit))
                                    .orElse("for " + Spans.inWords(length))
                            + was.inWords(),
                    Stream.concat(was.events().stream(), Stream.of(by)).toList()));
        }
    }

    /** What is told is what came after, each time: what it came after goes on. */
    private void followed(EventRef before, Open after) {
        Duration length = Duration.between(before.time(), after.by.time());
        if (rule.within().filter(limit -> length.compareTo(limit) > 0).isEmpty()) {
            out.accept(finding(
                    after,
                    level,
                    Spans.inWords(length) + " after " + before.action()
                            + (before.principal().isEmpty() ? "" : " by " + before.principal()),
                    List.of(after.by, before)));
        }
    }

    /** The logs are over: what is open is told, if its time is up; if not, that nobody can know yet. */
    void end(Instant lastEvent) {
        if (rule.when() == When.NOT_CLOSED) {
            open.values().forEach(left -> neverClosed(left, lastEvent));
        }
        open.clear();
        weight = 0;
    }

    private void neverClosed(Open left, Instant until) {
        Duration length = Duration.between(left.by.time(), until);
        Optional<Duration> remaining =
                rule.within().map(limit -> limit.minus(length)).filter(rest -> !rest.isNegative() && !rest.isZero());
        out.accept(
                remaining.isPresent()
                        ? finding(
                                left,
                                Level.INFORMATIONAL,
                                "still open where the logs end, " + Spans.inWords(remaining.get())
                                        + " before it is due",
                                left.events())
                        : finding(
                                left,
                                level,
                                "nothing changed that in the " + Spans.inWords(length) + " that the logs go on"
                                        + left.inWords(),
                                left.events()));
    }

    /** The same name in every scan, by whatever route the event that opened it came: its own id says which it was. */
    private String id(Open was) {
        List<String> about = new ArrayList<>(
                List.of(rule.info().handle(), was.by.id(), was.by.time().toString()));
        if (was.by.id().isEmpty()) {
            about.add(was.by.where().source());
            about.add(String.valueOf(was.by.where().index()));
        }
        about.addAll(was.group);
        return FindingId.of(about);
    }

    private Finding finding(Open was, Level grave, String what, List<EventRef> events) {
        return new Finding(
                id(was),
                Kind.FOLLOWUP,
                was.by.time(),
                List.of(number),
                grave,
                rule.info().title() + ": " + what + inGroup(was.group),
                Optional.empty(),
                events,
                Optional.empty());
    }

    private static String inGroup(List<String> group) {
        List<String> named = group.stream().filter(value -> !value.isEmpty()).toList();
        return named.isEmpty() ? "" : " (" + String.join(", ", named) + ")";
    }
}
