package io.breakwater.cli;

import io.breakwater.cli.talk.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that somebody wrote, to be sent to a server. */
final class WrittenFile {
    private static final long MAX_BYTES = 1 << 20;

    private WrittenFile() {}

    static String text(Cli cli, Path file) {
        try {
            Path found = cli.around().workFolder().resolve(file);
            if (Files.size(found) > MAX_BYTES) {
                throw Failure.usage(file + " is larger than a mebibyte", "Name the file that was meant.");
            }
            return Files.readString(found);
        } catch (MalformedInputException notText) {
            throw Failure.usage(file + " is not UTF-8 text", "Save it as UTF-8.");
        } catch (IOException unreadable) {
            throw Failure.usage(file + " cannot be read", "Check its name and its owner.");
        }
    }
}
