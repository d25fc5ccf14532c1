package io.breakwater.cli;

import io.breakwater.cli.talk.StubServer;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.EntryBundle;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TreeEdge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A signed log of five facts, published as a folder of tiles.
 *
 * @param tiles the folder
 */
record SmallLog(LedgerKeys keys, SignedNote head, Path tiles) {
    static final int FACTS = 5;
    private static final String ORIGIN = "test.invalid/log";

    static SmallLog in(Path folder) throws IOException {
        LedgerKeys keys = LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, new SecureRandom());
        Path tiles = folder.resolve("published");
        List<byte[]> facts = IntStream.range(0, FACTS).mapToObj(SmallLog::fact).toList();
        TreeEdge.Growth growth =
                TreeEdge.empty().append(facts.stream().map(Hash::leaf).toList());
        write(tiles, "tile/entries/000.p/" + FACTS, EntryBundle.pack(facts));
        for (var tile : growth.tiles()) {
            write(tiles, tile.path().path(), tile.bytes());
        }
        SignedNote head =
                keys.log().signNote(new Checkpoint(ORIGIN, FACTS, growth.edge().root()).text());
        write(tiles, "checkpoint", head.format().getBytes(StandardCharsets.UTF_8));
        return new SmallLog(keys, head, tiles);
    }

    /** The bytes of one fact. */
    static byte[] fact(int position) {
        return ("{\"id\":\"f" + position + "\",\"incidentseq\":\"" + (position + 1) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path tiles, String path, byte[] bytes) throws IOException {
        Path file = tiles.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    String key() {
        return keys.log().vkey();
    }

    Path bundle() {
        return tiles.resolve("tile/entries/000.p/" + FACTS);
    }

    /** Has a server hand out the same files. */
    void publishOn(StubServer server) throws IOException {
        try (var files = Files.walk(tiles)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.tell(
                        "GET /api/v1/ledger/tiles/" + tiles.relativize(file),
                        200,
                        "application/octet-stream",
                        Files.readAllBytes(file),
                        Map.of());
            }
        }
        server.tell("GET /api/v1/ledger/head", 200, "{\"key\":\"" + key() + "\",\"size\":" + FACTS + "}");
    }
}
