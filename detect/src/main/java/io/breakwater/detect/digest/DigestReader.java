package io.breakwater.detect.digest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.digest.DigestFile.LogFile;
import io.breakwater.detect.digest.DigestFile.Previous;
import io.breakwater.detect.read.IsoTime;
import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a digest file, strictly: whatever is missing or of another type makes it none. */
final class DigestReader {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int SIDECAR_BYTES = 64 << 10;

    private DigestReader() {}

    /** The file is no digest; the message says why. */
    static final class NoDigestException extends Exception {
        private static final long serialVersionUID = 1;

        NoDigestException(String why) {
            super(why);
        }
    }

    static DigestFile read(Path file, String name) throws IOException, NoDigestException {
        byte[] content = Content.ofDigest(file);
        JsonNode root = parsed(content);
        String object = text(root, "digestS3Object");
        Trail trail = Trail.of(object)
                .orElseThrow(() -> new NoDigestException("digestS3Object is not the name of a digest: " + object));
        require("SHA256withRSA", root, "digestSignatureAlgorithm");
        return new DigestFile(
                name,
                trail,
                IsoTime.parse(text(root, "digestStartTime")).orElseThrow(() -> noTime("digestStartTime")),
                IsoTime.parse(text(root, "digestEndTime")).orElseThrow(() -> noTime("digestEndTime")),
                text(root, "digestEndTime"),
                text(root, "digestS3Bucket"),
                object,
                text(root, "digestPublicKeyFingerprint"),
                previous(root),
                logs(root),
                Hashes.sha256Hex(content),
                sidecar(file));
    }

    private static NoDigestException noTime(String key) {
        return new NoDigestException(key + " is no time");
    }

    private static JsonNode parsed(byte[] content) throws IOException, NoDigestException {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException broken) {
            throw new NoDigestException("it is no JSON");
        }
    }

    private static String text(JsonNode node, String key) throws NoDigestException {
        JsonNode value = node.path(key);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new NoDigestException(key + " is missing");
        }
        return value.textValue();
    }

    private static void require(String wanted, JsonNode node, String key) throws NoDigestException {
        if (!text(node, key).equals(wanted)) {
            throw new NoDigestException(key + " is not " + wanted);
        }
    }

    private static Optional<Previous> previous(JsonNode root) throws NoDigestException {
        if (root.path("previousDigestS3Object").isNull()
                && root.path("previousDigestSignature").isNull()) {
            return Optional.empty();
        }
        require("SHA-256", root, "previousDigestHashAlgorithm");
        return Optional.of(new Previous(
                text(root, "previousDigestS3Object"),
                text(root, "previousDigestHashValue").toLowerCase(Locale.ROOT),
                text(root, "previousDigestSignature")));
    }

    private static List<LogFile> logs(JsonNode root) throws NoDigestException {
        if (!root.path("logFiles").isArray()) {
            throw new NoDigestException("logFiles is no list");
        }
        List<LogFile> logs = new ArrayList<>();
        for (JsonNode log : root.path("logFiles")) {
            require("SHA-256", log, "hashAlgorithm");
            logs.add(new LogFile(text(log, "s3Object"), text(log, "hashValue").toLowerCase(Locale.ROOT)));
        }
        return logs;
    }

    /** {@code <digest>.sig} holds the signature; {@code <digest>.metadata.json} is what {@code aws s3api head-object} says. */
    private static Optional<String> sidecar(Path file) throws IOException {
        Path bare = file.resolveSibling(file.getFileName() + ".sig");
        if (isSmall(bare)) {
            return Optional.of(
                    Files.readString(bare, StandardCharsets.ISO_8859_1).strip());
        }
        Path head = file.resolveSibling(file.getFileName() + ".metadata.json");
        return isSmall(head) ? inMetadata(Files.readAllBytes(head)) : Optional.empty();
    }

    private static boolean isSmall(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= SIDECAR_BYTES;
    }

    private static Optional<String> inMetadata(byte[] json) throws IOException {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode metadata = root.has("Metadata") ? root.path("Metadata") : root;
            return metadata.has("signature") || metadata.has("x-amz-meta-signature")
                    ? Optional.of(metadata.path(metadata.has("signature") ? "signature" : "x-amz-meta-signature")
                            .asText())
                    : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }
}
