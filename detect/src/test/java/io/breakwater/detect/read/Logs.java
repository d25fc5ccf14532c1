package io.breakwater.detect.read;

import io.breakwater.detect.aws.AwsFormats;
import io.breakwater.detect.event.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Logs made up for tests, and what comes out when they are read. */
final class Logs {
    static final ReadOptions OPTIONS = ReadOptions.of(AwsFormats.all()).withThreads(1);

    private Logs() {}

    /** What a reading gave: the events in the order of hand-over, and the report. */
    record Outcome(List<LogEvent> events, ReadReport report) {
        List<String> ids() {
            return events.stream().map(LogEvent::id).toList();
        }

        FileReport file() {
            return report.files().get(0);
        }
    }

    static Source source(int number, String name) {
        return new Source(number, 0, name, 0, Source.Kind.FILE, InputStream::nullInputStream);
    }

    static Outcome read(byte[] content) {
        return read(Input.stream("-", new ByteArrayInputStream(content)));
    }

    static Outcome read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    static Outcome read(Path path) {
        return read(Input.path(path));
    }

    static Outcome read(Input input) {
        List<LogEvent> events = new ArrayList<>();
        ReadReport report =
                Reading.of(List.of(input), OPTIONS).run(() -> seen -> events.add(seen.event()), Progress.NONE);
        return new Outcome(events, report);
    }

    /** One event; its id and its second within 03:00 are the number. */
    static String event(int number) {
        return event(number, "2026-08-01T03:%02d:%02dZ".formatted(number / 60 % 60, number % 60));
    }

    static String event(int number, String time) {
        return event(number, time, "111122223333", "eu-west-1");
    }

    static String event(int number, String time, String account, String region) {
        return ("{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::" + account
                + ":user/mara\",\"accountId\":\"" + account
                + "\",\"accessKeyId\":\"AKIAEXAMPLE000000001\",\"userName\":\"mara\"},"
                + "\"eventTime\":\"" + time
                + "\",\"eventSource\":\"ec2.amazonaws.com\",\"eventName\":\"RunInstances\",\"awsRegion\":\""
                + region
                + "\",\"sourceIPAddress\":\"198.51.100.7\",\"requestParameters\":{\"note\":\"a \\\"quoted\\\" }]{[ text\"},"
                + "\"responseElements\":null,\"eventID\":\"" + id(number)
                + "\",\"readOnly\":false,\"recipientAccountId\":\"" + account
                + "\"}");
    }

    static String id(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    static List<String> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(Logs::id).toList();
    }

    static String records(int count) {
        return "{\"Records\":[" + events(count, ",") + "]}";
    }

    static String events(int count, String between) {
        return IntStream.range(0, count).mapToObj(Logs::event).collect(Collectors.joining(between));
    }

    static byte[] gz(String content) {
        return gz(content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gz(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
