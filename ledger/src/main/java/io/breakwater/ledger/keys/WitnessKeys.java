package io.breakwater.ledger.keys;

import io.breakwater.ledger.merkle.NoteAlgorithm;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** The key of a witness, in a folder that only its owner may read: {@code name} and {@code witness.pem}. */
public final class WitnessKeys {
    private static final String NAME = "name";
    private static final String KEY = "witness.pem";

    private WitnessKeys() {}

    /**
     * Opens the key in the folder, or founds a new one when there is no folder or an empty one.
     *
     * @param name the witness's name, as on its cosignatures
     * @throws KeyException when the folder is not whole, is open to others, or holds the key of another witness
     */
    public static NoteSigner openOrFound(Path folder, String name, SecureRandom random) {
        KeyFolder files = new KeyFolder(folder);
        if (files.isVacant()) {
            Ed25519Key fresh = Ed25519Key.generate(random);
            new FileNoteSigner(name, NoteAlgorithm.COSIGNATURE_V1, fresh);
            files.found(Map.of(NAME, name + "\n", KEY, fresh.pem()));
        }
        KeyFolder.Contents contents = files.read(List.of(NAME, KEY));
        String found = contents.text(NAME).strip();
        if (!found.equals(name)) {
            throw new KeyException(
                    "the key folder " + folder + " belongs to the witness " + found + ", not to " + name);
        }
        return new FileNoteSigner(name, NoteAlgorithm.COSIGNATURE_V1, Ed25519Key.ofPem(contents.text(KEY)));
    }
}
