package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.cover.Scope;
import io.breakwater.detect.scan.GroupRules;
import io.breakwater.detect.scan.KnownFormats;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.spi.LogSource;
import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import io.breakwater.model.TargetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/** A folder of logs, a journal, and what is watched there, by a few rules. */
abstract class Watching {
    static final String RULES = GroupRules.TEXT + """
            ---
            title: Buckets listed
            name: listed
            logsource: {product: aws, service: cloudtrail}
            detection: {a: {eventName: ListBuckets}, condition: a}
            level: informational
            ---
            title: Security group opened and never closed
            name: never-closed
            type: followup
            followup: {opens: [opened], closes: [closed], group-by: [requestParameters.groupId], when: not-closed}
            level: critical
            ---
            title: Security group opened and not closed in time
            name: not-closed-in-time
            type: followup
            followup:
              opens: [opened]
              closes: [closed]
              within: 2h
              group-by: [requestParameters.groupId]
              when: not-closed
            level: critical
            ---
            title: Security group closed late
            name: closed-late
            type: followup
            followup:
              opens: [opened]
              closes: [closed]
              within: 1h
              group-by: [requestParameters.groupId]
              when: closed-late
            level: medium
            """;
    static final ContentRef TEXT = new ContentRef("00".repeat(32), ContentRef.TEXT, 1);
    static final String OPEN = "AuthorizeSecurityGroupIngress";

    @TempDir
    Path folder;

    @TempDir
    Path temporary;

    final TestClock clock = new TestClock(Instant.parse("2026-07-01T10:10:00Z"));
    final MemoryJournal journal = new MemoryJournal(clock);
    final AtomicLong nanos = new AtomicLong();
    final List<FindingRaised> told = new ArrayList<>();

    final Watch watch(Journal on) {
        return watch(new FolderSource(folder, nanos::get), on);
    }

    final Watch watch(LogSource source, Journal on) {
        RuleSet rules = RuleSet.read(List.of(new RuleSource("rules", RULES)), RuleOptions.of(List.of()));
        assertThat(rules.problems()).isEmpty();
        return new Watch(
                source, on, new WatchOptions(KnownFormats.all(), rules, live(on), temporary), clock, told::add);
    }

    /** What is on the record there: the target {@code prod} is the account of these logs. */
    static LiveBook live(Journal on) {
        return new LiveBook(
                on,
                new JournalCover(
                        Map.of(
                                new TargetName("prod"),
                                new Scope(Set.of(), Set.of("111122223333"), List.of(), Set.of())),
                        person -> Set.of()));
    }

    /** Looks, waits until what was seen has settled, and looks again. */
    final int settled(Watch watch) {
        try {
            int before = watch.pass();
            nanos.addAndGet(FolderSource.SETTLED.toNanos());
            return before + watch.pass();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String event(String id, String time, String action, String who, String group) {
        return """
                {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/%4$s",\
                "accountId":"111122223333","accessKeyId":"AKIASECRETKEYID","userName":"%4$s"},\
                "eventTime":"%2$s","eventSource":"ec2.amazonaws.com","eventName":"%3$s","awsRegion":"eu-west-1",\
                "sourceIPAddress":"203.0.113.7","userAgent":"aws-cli","requestParameters":{"groupId":"%5$s"},\
                "eventID":"%1$s","recipientAccountId":"111122223333"}\
                """.formatted(id, time, action, who, group);
    }

    static String opened(String id, String time) {
        return event(id, time, OPEN, "mallory", "sg-1");
    }

    final Path put(String name, String... events) throws IOException {
        return Files.writeString(folder.resolve(name), "{\"Records\":[" + String.join(",", events) + "]}");
    }

    final List<FindingRaised> raised() {
        return journal.facts(FindingRaised.class);
    }

    final LogBatchSeen onlyBatch() {
        assertThat(journal.facts(LogBatchSeen.class)).hasSize(1);
        return journal.facts(LogBatchSeen.class).get(0);
    }

    final IncidentId declared(String from, Optional<String> closed, boolean drill) {
        IncidentId id = new IncidentId("INC-2026-0001");
        Incident incident = new Incident(
                id,
                TEXT,
                new Severity(1),
                drill,
                IncidentStatus.OPEN,
                Instant.parse(from),
                new PersonId("bob"),
                Map.of(IncidentRole.COMMANDER, List.of(new PersonId("bob"))),
                false,
                List.of(),
                closed.map(Instant::parse));
        journal.transact(tx -> tx.state().insert(id.value(), incident));
        return id;
    }

    /** A journal that is gone at the moment of the commit: nothing of the batch remains. */
    static final class Crashing extends ForwardingJournal {
        boolean crash = true;

        Crashing(Journal journal) {
            super(journal);
        }

        @Override
        public <T> Committed<T> transact(Function<Transaction, T> work) {
            return super.transact(tx -> {
                T value = work.apply(tx);
                if (crash) {
                    throw new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "the power went out");
                }
                return value;
            });
        }
    }
}
