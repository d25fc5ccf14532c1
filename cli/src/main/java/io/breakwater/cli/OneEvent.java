package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One event that a person hands over, as a file or on standard input. */
final class OneEvent {
    private static final long MAX_BYTES = 16 << 20;

    private final Cli cli;

    OneEvent(Cli cli) {
        this.cli = cli;
    }

    EventRecord read(String given) {
        byte[] bytes = given.equals("-") ? cli.text("-").getBytes(StandardCharsets.UTF_8) : file(given);
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
