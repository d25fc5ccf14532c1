package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverAnswer;
import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverJudge;
import io.breakwater.detect.cover.CoverLimits;
import io.breakwater.detect.event.Cloud;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Outcome;
import io.breakwater.detect.event.Principal;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Files of cover made for a test, what was said of them, and what they make of an event. */
final class CoverFileKit {
    static final CoverFileOptions UTC =
            new CoverFileOptions(Optional.of(ZoneOffset.UTC), Optional.empty(), Optional.empty(), List.of());

    private final Path folder;
    private final CoverFileOptions options;
    private final CoverBook.Builder book = CoverBook.builder();
    private final CoverFiles files;
    private int number;

    CoverFileKit(Path folder, CoverFileOptions options) {
        this.folder = folder;
        this.options = options;
        this.files = new CoverFiles(options);
    }

    static CoverFileKit in(Path folder) {
        return new CoverFileKit(folder, UTC);
    }

    static CoverFileKit inZone(Path folder, String zone) {
        return new CoverFileKit(
                folder,
                new CoverFileOptions(Optional.of(ZoneId.of(zone)), Optional.empty(), Optional.empty(), List.of()));
    }

    CoverFileKit withMapping(String yaml) throws Trouble {
        return new CoverFileKit(
                folder,
                new CoverFileOptions(
                        options.zone(), options.order(), options.complete(), List.of(MappingReader.read(yaml))));
    }

    CoverFileReport read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    CoverFileReport read(String text, Charset charset) throws IOException {
        return read(text.getBytes(charset));
    }

    CoverFileReport read(byte[] bytes) throws IOException {
        return read(Files.write(folder.resolve("cover-" + number++), bytes));
    }

    CoverFileReport read(Path file) {
        return files.read(file, file.getFileName().toString(), book);
    }

    CoverAnswer judge(LogEvent event) {
        return new CoverJudge(book.build(), CoverLimits.DEFAULT).judge(event);
    }

    static LogEvent awsEvent(String time, String who) {
        return event(Cloud.AWS, time, who, "111122223333");
    }

    static LogEvent azureEvent(String time, String who) {
        return event(Cloud.AZURE, time, who, "dfa2a084-766f-4003-8ae1-c4aeb893a99f");
    }

    private static LogEvent event(Cloud cloud, String time, String who, String account) {
        return new LogEvent(
                cloud,
                "test",
                "event",
                Instant.parse(time),
                "service",
                "Action",
                account,
                "",
                Outcome.SUCCESS,
                "",
                new Principal(
                        "User",
                        who,
                        who,
                        account,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("arn:aws:iam::1:role/AWSReservedSSO_Admin_0123456789abcdef"),
                        Optional.empty()),
                "203.0.113.7",
                "",
                List.of("/subscriptions/dfa2a084-766f-4003-8ae1-c4aeb893a99f/resourceGroups/web"),
                Optional.empty(),
                new Whereabouts("test", 0),
                RawRecord.of("{}".getBytes(StandardCharsets.UTF_8)));
    }
}
