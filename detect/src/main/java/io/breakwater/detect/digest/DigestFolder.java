package io.breakwater.detect.digest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which files lie where. Names are unique in CloudTrail's deliveries, so a file is known by its own name, in whatever
 * folder it lies, and whether it was unpacked or not. Symbolic links are not followed.
 */
final class DigestFolder {
    private static final Pattern DIGEST = Pattern.compile("\\d{12}_CloudTrail-Digest_.+\\.json(?:\\.gz)?");
    private static final Pattern LOG =
            Pattern.compile("\\d{12}_CloudTrail_[a-z0-9-]+_\\d{8}T\\d{4}Z_[A-Za-z0-9]+\\.json(?:\\.gz)?");

    private final List<Path> digests = new ArrayList<>();
    private final SortedMap<String, List<Path>> logs = new TreeMap<>();
    private final List<Path> unreadable = new ArrayList<>();

    private DigestFolder() {}

    /** Everything below these files and folders. */
    static DigestFolder of(List<Path> roots) throws IOException {
        DigestFolder folder = new DigestFolder();
        for (Path root : roots) {
            Files.walkFileTree(root, folder.new Walk());
        }
        folder.digests.sort(null);
        return folder;
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (attributes.isRegularFile() && isDigest(name)) {
                digests.add(file);
            } else if (attributes.isRegularFile() && LOG.matcher(name).matches()) {
                logs.computeIfAbsent(bare(name), any -> new ArrayList<>()).add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cannotBeListed) {
            unreadable.add(file);
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isDigest(String name) {
        return DIGEST.matcher(name).matches() && !name.endsWith(".metadata.json");
    }

    /** The last part of a path or key, without the ending that says how it is packed. */
    static String bare(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    List<Path> digests() {
        return digests;
    }

    /** All copies of the log file with this key. */
    List<Path> logs(String object) {
        return logs.getOrDefault(bare(object), List.of());
    }

    SortedMap<String, List<Path>> logs() {
        return logs;
    }

    List<Path> unreadable() {
        return unreadable;
    }
}
