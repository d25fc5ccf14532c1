package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.read.ReadOptions;
import io.breakwater.detect.read.Reading;
import io.breakwater.detect.read.RecordHandler;
import io.breakwater.detect.scan.KnownFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One event that a person hands over, as a file or on standard input. */
final class OneEvent {
    private static final long MAX_BYTES = 16 << 20;

    private final Cli cli;

    OneEvent(Cli cli) {
        this.cli = cli;
    }

    EventRecord read(String given) {
        byte[] bytes = given.equals("-") ? cli.text("-").getBytes(StandardCharsets.UTF_8) : file(given);
        List<RawRecord> events = recognised(bytes);
        if (events.size() > 1) {
            throw Failure.usage(
                    "these are several events",
                    "Give one, as in: jq '.Records[0]' log.json | breakwater rules explain -");
        }
        return events.isEmpty() ? asItIs(bytes) : events.get(0).record();
    }

    /** Taken out of envelopes as a scan does, so that the answer is that of a scan; of many, two are enough to know. */
    private static List<RawRecord> recognised(byte[] bytes) {
        List<RawRecord> events = new ArrayList<>();
        RecordHandler taking = seen -> {
            if (events.size() < 2) {
                events.add(seen.raw());
            }
        };
        Input input = Input.stream("event", new ByteArrayInputStream(bytes));
        Reading.of(List.of(input), ReadOptions.of(KnownFormats.all()).withThreads(1))
                .run(() -> taking, Progress.NONE);
        return events;
    }

    /** What no format knows may be an event all the same, of a product that somebody has rules for. */
    private static EventRecord asItIs(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && bytes[from] != '{') {
            from++;
        }
        EventRecord record = new EventRecord();
        if (from == bytes.length || record.cut(bytes, from, bytes.length) != Cut.WHOLE) {
            throw Failure.usage("this is not an event as JSON", "Give one event, from its { to its }.");
        }
        return record;
    }

    private byte[] file(String given) {
        Path file = cli.around().workFolder().resolve(given);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw Failure.usage(given + " is larger than one event", "Give one event, from its { to its }.");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw Failure.usage(given + " cannot be read", "Check its name and its owner.");
        }
    }
}
