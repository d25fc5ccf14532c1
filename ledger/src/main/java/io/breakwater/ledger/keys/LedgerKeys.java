package io.breakwater.ledger.keys;

import io.breakwater.ledger.merkle.NoteAlgorithm;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The keys of a house, in a folder that only its owner may read: one signs the log's heads, one signs packs, one seals
 * credentials at rest.
 *
 * <p>Files: {@code origin} (the log's name), {@code log.pem} and {@code pack.pem} (Ed25519, PKCS#8), {@code sealing.key}
 * (32 bytes in base64). Losing the folder means that the log cannot go on; leaking it means that whoever has it can
 * write a second history, which only witnesses and published heads would show.
 */
public final class LedgerKeys {
    private static final String ORIGIN = "origin";
    private static final String LOG = "log.pem";
    private static final String PACK = "pack.pem";
    private static final String SEALING = "sealing.key";
    private static final List<String> FILES = List.of(ORIGIN, LOG, PACK, SEALING);

    private final NoteSigner log;
    private final DsseSigner pack;
    private final Sealing sealing;

    private LedgerKeys(NoteSigner log, DsseSigner pack, Sealing sealing) {
        this.log = log;
        this.pack = pack;
        this.sealing = sealing;
    }

    /**
     * Opens the keys in the folder, or founds new ones when there is no folder or an empty one.
     *
     * @param origin the log's name, also the name on its signatures
     * @throws KeyException when the folder is not whole, is open to others, or holds the keys of another log
     */
    public static LedgerKeys openOrFound(Path folder, String origin, SecureRandom random) {
        KeyFolder files = new KeyFolder(folder);
        if (files.isVacant()) {
            files.found(fresh(origin, random));
        }
        LedgerKeys keys = open(folder, random);
        if (!keys.origin().equals(origin)) {
            throw new KeyException(
                    "the key folder " + folder + " belongs to the log " + keys.origin() + ", not to " + origin);
        }
        return keys;
    }

    /**
     * Opens the keys in the folder.
     *
     * @throws KeyException when there are none, the folder is not whole or is open to others
     */
    public static LedgerKeys open(Path folder, SecureRandom random) {
        KeyFolder.Contents files = new KeyFolder(folder).read(FILES);
        String origin = files.text(ORIGIN).strip();
        NoteSigner log = new FileNoteSigner(origin, NoteAlgorithm.ED25519, Ed25519Key.ofPem(files.text(LOG)));
        DsseSigner pack = new FileDsseSigner(Ed25519Key.ofPem(files.text(PACK)));
        return new LedgerKeys(log, pack, new Sealing(decoded(files.text(SEALING)), random));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new KeyException("the sealing key is not base64. Restore the key folder from its backup");
        }
    }

    private static Map<String, String> fresh(String origin, SecureRandom random) {
        byte[] sealing = new byte[Sealing.KEY];
        random.nextBytes(sealing);
        Ed25519Key log = Ed25519Key.generate(random);
        new FileNoteSigner(origin, NoteAlgorithm.ED25519, log);
        return Map.of(
                ORIGIN,
                origin + "\n",
                LOG,
                log.pem(),
                PACK,
                Ed25519Key.generate(random).pem(),
                SEALING,
                Base64.getEncoder().encodeToString(sealing) + "\n");
    }

    /** The log's name. */
    public String origin() {
        return log.name();
    }

    /** What signs the log's heads. */
    public NoteSigner log() {
        return log;
    }

    /** What signs packs. */
    public DsseSigner pack() {
        return pack;
    }

    /** What seals credentials at rest. */
    public Sealing sealing() {
        return sealing;
    }
}
