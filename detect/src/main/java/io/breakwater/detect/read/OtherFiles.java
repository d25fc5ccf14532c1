package io.breakwater.detect.read;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Says what a file is that is no JSON, by its first bytes, so that its owner knows what to do. */
final class OtherFiles {
    /** What is said of anything else. */
    static final String TEXT = "neither JSON nor a known export";

    private static final Pattern SIDECAR =
            Pattern.compile("\\d{12}_CloudTrail-Digest_[^/]+\\.json(?:\\.gz)?\\.(?:sig|metadata\\.json)$");

    private static final Map<String, String> BY_FIRST_BYTES = new LinkedHashMap<>();

    static {
        BY_FIRST_BYTES.put(
                "PAR1", "Parquet: duckdb -c \"COPY (FROM 'FILE') TO 'logs.ndjson' (FORMAT json)\" makes JSON of it");
        BY_FIRST_BYTES.put("ORC", "ORC: export as JSON or CSV");
        BY_FIRST_BYTES.put("Obj\1", "Avro: avro-tools tojson FILE > logs.ndjson makes JSON of it");
        BY_FIRST_BYTES.put("\u0028\u00b5\u002f\u00fd", "zstd: zstdcat FILE | breakwater scan - reads it");
        BY_FIRST_BYTES.put("BZh", "bzip2: bzcat FILE | breakwater scan - reads it");
        BY_FIRST_BYTES.put("\u00fd7zXZ", "xz: xzcat FILE | breakwater scan - reads it");
        BY_FIRST_BYTES.put("7z\u00bc\u00af", "7z: unpack it with 7z x FILE and give the folder");
        BY_FIRST_BYTES.put("PK\5\6", "an empty zip archive");
        BY_FIRST_BYTES.put("SQLite", "a database of SQLite: export as JSON or CSV");
        BY_FIRST_BYTES.put("<", "HTML or XML, perhaps a login page: export it again as JSON or CSV");
    }

    /** A tar archive names itself after the name of its first file (POSIX ustar). */
    private static final int TAR_MAGIC_AT = 257;

    private OtherFiles() {}

    /** Whether the file only keeps the signature of a digest beside it, and so has no events and is no damage. */
    static boolean isSidecar(String name) {
        return SIDECAR.matcher(name).find();
    }

    /** What the content is; empty text when it may be JSON. */
    static String nameOf(byte[] bytes, int start, int end) {
        String head = new String(bytes, start, Math.min(16, end - start), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> known : BY_FIRST_BYTES.entrySet()) {
            if (head.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        if (isTar(bytes, start, end)) {
            return "a tar archive: unpack it with tar -xf FILE and give the folder";
        }
        String text = head.stripLeading();
        return text.isEmpty() || text.charAt(0) == '{' || text.charAt(0) == '[' ? "" : TEXT;
    }

    private static boolean isTar(byte[] bytes, int start, int end) {
        int at = start + TAR_MAGIC_AT;
        return at + 5 <= end && new String(bytes, at, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }
}
