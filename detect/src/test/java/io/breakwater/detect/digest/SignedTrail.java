package io.breakwater.detect.digest;

import io.breakwater.ledger.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A trail that writes log files and hourly digests into a folder, signed with a key of the test's own. */
public final class SignedTrail {
    /** The key that tests believe to be CloudTrail's. */
    static final KeyPair KEY = key(2_048);

    private static final DateTimeFormatter DIGEST = format("yyyyMMdd'T'HHmmss'Z'");
    private static final DateTimeFormatter LOG = format("yyyyMMdd'T'HHmm'Z'");
    private static final DateTimeFormatter DAY = format("yyyy/MM/dd");

    private final Path folder;
    private final String name;
    private final String region;
    private final List<Path> digests = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private String previousObject = "";
    private String previousHash = "";
    private String previousSignature = "";
    private KeyPair signer = KEY;
    private Instant next = Instant.parse("2026-08-01T00:01:31Z");

    public SignedTrail(Path folder) {
        this(folder, "house-trail", "eu-west-1");
    }

    SignedTrail(Path folder, String name, String region) {
        this.folder = folder;
        this.name = name;
        this.region = region;
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }

    static KeyPair key(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hours, each with two log files of one event. */
    public SignedTrail hours(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            hour(2, "");
        }
        return this;
    }

    /** Hours in which nothing was delivered. */
    public SignedTrail emptyHours(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            hour(0, "");
        }
        return this;
    }

    /** An hour with so many log files; {@code ending} is {@code _backfill} or nothing. */
    SignedTrail hour(int files, String ending) throws IOException {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            named.add(log(next.plusSeconds(600 + 1200L * i), digests.size() * 10 + i));
        }
        return digest(named, ending);
    }

    SignedTrail digest(List<String> named, String ending) throws IOException {
        Instant end = next.plusSeconds(3_600);
        String object = "AWSLogs/111122223333/CloudTrail-Digest/" + region + "/" + DAY.format(end)
                + "/111122223333_CloudTrail-Digest_" + region + "_" + name + "_eu-west-1_" + DIGEST.format(end) + ending
                + ".json.gz";
        byte[] content = json(object, end, String.join(",", named)).getBytes(StandardCharsets.UTF_8);
        String signature = sign(end + "\nhouse-logs/" + object + "\n" + Hashes.sha256Hex(content) + "\n"
                + (previousSignature.isEmpty() ? "null" : previousSignature));
        digests.add(write(object, content));
        signatures.add(signature);
        previousObject = object;
        previousHash = Hashes.sha256Hex(content);
        previousSignature = signature;
        next = end;
        return this;
    }

    private String json(String object, Instant end, String named) {
        String before = previousObject.isEmpty()
                ? "\"previousDigestS3Bucket\":null,\"previousDigestS3Object\":null,\"previousDigestHashValue\":null,"
                        + "\"previousDigestHashAlgorithm\":null,\"previousDigestSignature\":null,"
                : "\"previousDigestS3Bucket\":\"house-logs\",\"previousDigestS3Object\":\"" + previousObject
                        + "\",\"previousDigestHashValue\":\"" + previousHash
                        + "\",\"previousDigestHashAlgorithm\":\"SHA-256\",\"previousDigestSignature\":\""
                        + previousSignature + "\",";
        return "{\"awsAccountId\":\"111122223333\",\"digestStartTime\":\"" + next + "\",\"digestEndTime\":\"" + end
                + "\",\"digestS3Bucket\":\"house-logs\",\"digestS3Object\":\"" + object
                + "\",\"digestPublicKeyFingerprint\":\"31e8b5433410dfb61a9dc45cc65b22ff\","
                + "\"digestSignatureAlgorithm\":\"SHA256withRSA\",\"newestEventTime\":null,\"oldestEventTime\":null,"
                + before + "\"logFiles\":[" + named + "]}";
    }

    /** One log file; returns what a digest says of it. */
    String log(Instant delivered, int number) throws IOException {
        String object = "AWSLogs/111122223333/CloudTrail/" + region + "/" + DAY.format(delivered)
                + "/111122223333_CloudTrail_" + region + "_" + LOG.format(delivered) + "_"
                + name.replaceAll("[^A-Za-z0-9]", "")
                + "x" + number + ".json.gz";
        byte[] content = ("{\"Records\":[{\"eventVersion\":\"1.08\",\"eventTime\":\"" + delivered.minusSeconds(300)
                        + "\",\"eventSource\":\"ec2.amazonaws.com\",\"eventName\":\"DescribeInstances\",\"awsRegion\":\""
                        + region + "\",\"eventID\":\"" + name + region + number
                        + "\",\"recipientAccountId\":\"111122223333\",\"sourceIPAddress\":\"203.0.113.7\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        logs.add(write(object, content));
        return "{\"s3Bucket\":\"house-logs\",\"s3Object\":\"" + object + "\",\"hashValue\":\""
                + Hashes.sha256Hex(content) + "\",\"hashAlgorithm\":\"SHA-256\",\"newestEventTime\":\"" + delivered
                + "\",\"oldestEventTime\":\"" + delivered + "\"}";
    }

    private Path write(String object, byte[] content) throws IOException {
        Path file = folder.resolve(object);
        Files.createDirectories(file.getParent());
        return Files.write(file, gzip(content));
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private String sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing is written for a time, and the next digest begins a chain. */
    SignedTrail offFor(int hours) {
        next = next.plusSeconds(3_600L * hours);
        previousObject = "";
        previousHash = "";
        previousSignature = "";
        return this;
    }

    /** Nothing is written for a time, and the next digest goes on with the chain. */
    SignedTrail silentFor(int hours) {
        next = next.plusSeconds(3_600L * hours);
        return this;
    }

    SignedTrail signedBy(KeyPair other) {
        signer = other;
        return this;
    }

    /** Keeps the newest digest's signature beside it, as a copy of a bucket with its metadata would. */
    public SignedTrail keepLastSignature() throws IOException {
        keep(digests.size() - 1);
        return this;
    }

    /** The same for all digests. */
    SignedTrail keepSignatures() throws IOException {
        for (int i = 0; i < digests.size(); i++) {
            keep(i);
        }
        return this;
    }

    private void keep(int number) throws IOException {
        Path digest = digests.get(number);
        Files.writeString(digest.resolveSibling(digest.getFileName() + ".sig"), signatures.get(number) + "\n");
    }

    String signature(int number) {
        return signatures.get(number);
    }

    /** The file of a digest, from 0. */
    public Path digest(int number) {
        return digests.get(number);
    }

    /** A log file, from 0. */
    public Path log(int number) {
        return logs.get(number);
    }

    /** The public key as {@code aws cloudtrail list-public-keys} gives it. */
    public static String listedKeys() {
        byte[] encoded = KEY.getPublic().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(encoded, 24, encoded.length);
        return "{\"PublicKeyList\":[{\"Fingerprint\":\"31e8b5433410dfb61a9dc45cc65b22ff\",\"Value\":\""
                + Base64.getEncoder().encodeToString(pkcs1)
                + "\",\"ValidityStartTime\":1700000000.0,\"ValidityEndTime\":1900000000.0}]}";
    }
}
