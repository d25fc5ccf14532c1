package io.breakwater.evidence.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.keys.DsseSigner;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The attacker's workbench: takes a pack apart, changes it, and puts it together again with whatever keys there are. */
public final class Forge {
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final ObjectNode statement;
    private Consumer<ObjectNode> lastly = predicate -> {};

    public Forge(Path pack) throws IOException {
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        DsseEnvelope envelope = DsseEnvelope.decode(files.remove(PackNames.MANIFEST));
        statement = (ObjectNode) Json.mapper().readTree(envelope.payload());
    }

    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** The manifest's predicate, to be changed. */
    public ObjectNode predicate() {
        return (ObjectNode) statement.get("predicate");
    }

    public Forge text(String name, UnaryOperator<String> change) {
        String text = new String(files.get(name), StandardCharsets.UTF_8);
        files.put(name, change.apply(text).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Forge lines(String name, Consumer<List<String>> change) {
        return text(name, text -> {
            List<String> lines = new ArrayList<>(text.lines().toList());
            change.accept(lines);
            return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        });
    }

    /** Removes a fact and its proof, and counts again, as an attacker would. */
    public Forge withoutFact(int index) throws IOException {
        lines(PackNames.FACTS, lines -> lines.remove(index));
        lines(PackNames.PROOFS, lines -> lines.remove(index));
        return recount();
    }

    /** Makes counts and manifest fit the facts there are. */
    public Forge recount() throws IOException {
        List<String> facts = new String(files.get(PackNames.FACTS), StandardCharsets.UTF_8)
                .lines()
                .toList();
        ObjectNode population = (ObjectNode) Json.mapper().readTree(files.get(PackNames.POPULATION));
        ObjectNode counts = population.putObject("countsByType");
        for (String fact : facts) {
            String type = Json.mapper().readTree(fact).get("type").asText();
            counts.put(type, counts.path(type).asLong() + 1);
        }
        population.put("facts", facts.size());
        files.put(PackNames.POPULATION, Json.canonical(population));
        predicate().put("lastSequence", facts.size());
        return this;
    }

    /** Changes the manifest's predicate after everything in it was made to fit, just before it is signed. */
    public Forge lastly(Consumer<ObjectNode> change) {
        lastly = change;
        return this;
    }

    /** Writes the pack again, signed by this key. */
    public Path write(Path to, DsseSigner pen) throws IOException {
        try (FileChannel file = FileChannel.open(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ZipWriter zip = new ZipWriter(file);
            for (var entry : files.entrySet()) {
                zip.add(entry.getKey(), entry.getValue());
            }
            zip.store(PackNames.MANIFEST, manifest(zip, pen));
            zip.end();
        }
        return to;
    }

    private byte[] manifest(ZipWriter zip, DsseSigner pen) throws IOException {
        var subjects = statement.putArray("subject");
        zip.digests().forEach((name, sha256) -> {
            ObjectNode subject = subjects.addObject().put("name", name);
            subject.putObject("digest").put("sha256", sha256);
        });
        predicate()
                .putObject("archive")
                .put("bytes", zip.position())
                .put("sha256", HexFormat.of().formatHex(zip.hashSoFar()));
        lastly.accept(predicate());
        byte[] payload = Json.canonical(statement);
        return new DsseEnvelope(payload, pen.keyId(), pen.sign(PackNames.PAYLOAD_TYPE, payload)).encode();
    }

    /** The files in this order and under these names, with nothing signed anew: for hostile zips. */
    public static Path raw(Path to, List<String> names, List<byte[]> contents) throws IOException {
        Files.deleteIfExists(to);
        try (FileChannel file =
                FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ZipWriter zip = new ZipWriter(file);
            for (int i = 0; i < names.size(); i++) {
                zip.store(names.get(i), contents.get(i));
            }
            zip.end();
        }
        return to;
    }
}
