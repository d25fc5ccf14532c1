package io.breakwater.connect.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * How brokers are talked to, in files that only this server may read. They are read anew for every connection, so that a
 * secret can be changed while the server runs.
 *
 * @param properties the client's own settings, as far as {@link ClientSettings} lets them
 * @param connectionString of an Event Hubs namespace
 */
public record KafkaAccess(Optional<Path> properties, Optional<Path> connectionString) {
    /** How a brokers' users are told with neither file: TLS, and nobody in particular. */
    public static final KafkaAccess NONE = new KafkaAccess(Optional.empty(), Optional.empty());

    private static final int MOST_BYTES = 64 << 10;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** What keeps the files from being used, each a sentence without a secret; no broker is asked. */
    public List<String> problems(KafkaPlace place) {
        List<String> problems = new ArrayList<>();
        settings(place, problems);
        return problems;
    }

    /** @throws IOException when the files have become unusable */
    Map<String, Object> client(KafkaPlace place) throws IOException {
        List<String> problems = new ArrayList<>();
        Map<String, Object> settings = settings(place, problems);
        if (!problems.isEmpty()) {
            throw KafkaTrouble.SETTINGS_REFUSED.with(String.join("; ", problems));
        }
        return settings;
    }

    private Map<String, Object> settings(KafkaPlace place, List<String> problems) {
        Map<String, String> given = new HashMap<>();
        properties.ifPresent(file -> given.putAll(parsed(file, problems)));
        Optional<ConnectionString> string = connectionString.flatMap(file -> string(file, problems));
        string.ifPresent(known -> problems.addAll(known.problems(place)));
        return new ClientSettings(place, string, given).checked(problems);
    }

    private static Map<String, String> parsed(Path file, List<String> problems) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text(file, problems)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(file + " is no properties file");
        }
        Map<String, String> given = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name)));
        return given;
    }

    private static Optional<ConnectionString> string(Path file, List<String> problems) {
        String text = text(file, problems).strip();
        Optional<ConnectionString> string = ConnectionString.of(text);
        if (string.isEmpty() && !text.isEmpty()) {
            problems.add(file + " holds no connection string of Event Hubs:"
                    + " Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…");
        }
        return string;
    }

    /** Empty text, and a problem, when there is none or somebody else may read it. */
    private static String text(Path file, List<String> problems) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) == 0 || Files.size(file) > MOST_BYTES) {
                problems.add(file + " is not a file of 1 byte to 64 KiB");
            } else if (isOpenToOthers(file)) {
                problems.add(file + " holds secrets and may be read or changed by others: chmod 600 " + file);
            } else {
                return Files.readString(file, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getClass().getSimpleName());
        }
        return "";
    }

    private static boolean isOpenToOthers(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }
}
