package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and reads rule files. */
public final class RuleFiles {
    /** The end of the name of a file with sample events beside a rule. */
    public static final String SAMPLES = ".samples.yml";

    private static final long MAX_BYTES = 4L * YamlReader.MAX_LENGTH;

    private RuleFiles() {}

    /**
     * The rule files in folders ({@code .yml} and {@code .yaml}, in the order of their names, without samples), and the
     * files themselves. What cannot be read is told.
     */
    public static List<RuleSource> find(List<Path> paths, Problems problems) {
        List<RuleSource> sources = new ArrayList<>();
        for (Path path : paths) {
            try (Stream<Path> found = Files.walk(path)) {
                found.filter(file -> file.equals(path) ? !Files.isDirectory(file) : isRuleFile(file))
                        .sorted()
                        .forEach(file -> read(file, problems).ifPresent(sources::add));
            } catch (IOException | UncheckedIOException unreadable) {
                problems.error(start(path), "UNREADABLE", "this cannot be read; check its name and its owner");
            }
        }
        return sources;
    }

    private static boolean isRuleFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".yml") || name.endsWith(".yaml"))
                && !name.endsWith(SAMPLES)
                && Files.isRegularFile(file);
    }

    /** One file's text; empty when it cannot be read, which is told. */
    public static Optional<RuleSource> read(Path file, Problems problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.error(start(file), "TOO_LARGE", "the file is larger than any rule");
                return Optional.empty();
            }
            return Optional.of(new RuleSource(file.toString(), text(Files.readAllBytes(file))));
        } catch (CharacterCodingException noText) {
            problems.error(start(file), "NOT_UTF_8", "the file is not UTF-8 text; save it as UTF-8");
        } catch (IOException unreadable) {
            problems.error(start(file), "UNREADABLE", "this cannot be read; check its name and its owner");
        }
        return Optional.empty();
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static Place start(Path path) {
        return new Place(path.toString(), 1, 1);
    }
}
