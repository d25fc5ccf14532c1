package io.breakwater.evidence.verify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys a reader believes, received by another way than the pack.
 *
 * <p>As a file it is JSON of the same form as a pack's {@code keys.json}: {@code {"logKeys": […], "packKeys": […],
 * "witnessKeys": […], "witnessesNeeded": 1}}. A pack's also names who cosigned, under {@code cosignedBy}; that is not
 * read here. So a reader who compared a pack's keys with the house once, over the telephone, keeps that file and is
 * pinned from then on.
 *
 * @param logKeys verifier keys of the log (C2SP signed-note), any of which may have signed
 * @param packKeys public keys of packs (Ed25519, SubjectPublicKeyInfo) in PEM (RFC 7468)
 * @param witnessKeys verifier keys of witnesses
 * @param witnessesNeeded how many of them must have cosigned
 * @param pinned false when the keys are to be taken from the pack itself
 */
public record Trust(
        List<String> logKeys, List<String> packKeys, List<String> witnessKeys, int witnessesNeeded, boolean pinned) {
    private static final int MAX_FILE_BYTES = 65_536;

    /** Believes whatever keys the pack brings along. The verdict says so. */
    public static Trust unpinned() {
        return new Trust(List.of(), List.of(), List.of(), 0, false);
    }

    /**
     * Reads a trust file.
     *
     * @throws VerificationException {@code UNREADABLE} when it is not one
     */
    public static Trust read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw unreadable("it is larger than " + MAX_FILE_BYTES + " bytes", null);
            }
            return of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(e.toString(), e);
        }
    }

    /** The keys in this text. */
    public static Trust of(String json) {
        try {
            Keys keys = new JsonMapper().readValue(json, Keys.class);
            if (keys.logKeys() == null || keys.packKeys() == null || keys.witnessKeys() == null) {
                throw unreadable("logKeys, packKeys and witnessKeys must all be there", null);
            }
            if (keys.witnessesNeeded() < 0
                    || keys.witnessesNeeded() > keys.witnessKeys().size()) {
                throw unreadable(
                        "it demands " + keys.witnessesNeeded() + " of "
                                + keys.witnessKeys().size() + " witnesses",
                        null);
            }
            return new Trust(keys.logKeys(), keys.packKeys(), keys.witnessKeys(), keys.witnessesNeeded(), true);
        } catch (IOException e) {
            throw unreadable(e.toString(), e);
        }
    }

    private static VerificationException unreadable(String why, @Nullable Throwable cause) {
        String sentence = "The trust file cannot be read: " + why;
        return cause == null
                ? new VerificationException(VerificationException.Kind.UNREADABLE, sentence)
                : new VerificationException(VerificationException.Kind.UNREADABLE, sentence, cause);
    }

    private record Keys(
            @Nullable List<String> logKeys,
            @Nullable List<String> packKeys,
            @Nullable List<String> witnessKeys,
            int witnessesNeeded,
            @Nullable List<String> cosignedBy) {}
}
