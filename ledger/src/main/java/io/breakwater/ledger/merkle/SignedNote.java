package io.breakwater.ledger.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text and the signatures under it (C2SP signed-note). Read, but not verified: the text counts only after {@link
 * NoteVerifier#open}.
 *
 * @param text ends in a newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** The most signatures read; the format demands at least 16. */
    public static final int MOST_SIGNATURES = 64;
    /** The largest note read, in bytes: room for 64 post-quantum signatures. */
    public static final int LARGEST = 512 * 1024;

    /** @throws ProofException {@code NOTE_MALFORMED} */
    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || hasControls(text)) {
            throw malformed("a text ends in a newline and has no control characters");
        }
        if (signatures.size() > MOST_SIGNATURES) {
            throw new ProofException(
                    ProofException.Reason.TOO_LARGE, "a note with more than " + MOST_SIGNATURES + " signatures");
        }
    }

    /**
     * Reads a note.
     *
     * @throws ProofException {@code NOTE_MALFORMED}, {@code TOO_LARGE}
     */
    public static SignedNote parse(byte[] note) {
        if (note.length > LARGEST) {
            throw new ProofException(ProofException.Reason.TOO_LARGE, "a note of over " + LARGEST + " bytes");
        }
        return split(decode(note));
    }

    /** Reads a note that is text already. */
    public static SignedNote parse(String note) {
        return parse(note.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(byte[] note) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(note))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ProofException(ProofException.Reason.NOTE_MALFORMED, "a note that is not UTF-8", notUtf8);
        }
    }

    /** The text ends at the last empty line, for it may have empty lines itself. */
    private static SignedNote split(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw malformed("no empty line before the signatures, or no newline at the end");
        }
        List<String> lines = Arrays.asList(note.substring(blank + 2).split("\n", MOST_SIGNATURES + 2));
        if (lines.size() < 2) {
            throw malformed("no signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        lines.stream().limit(lines.size() - 1L).map(NoteSignature::parse).forEach(signatures::add);
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\n');
    }

    private static ProofException malformed(String why) {
        return new ProofException(ProofException.Reason.NOTE_MALFORMED, "not a signed note: " + why);
    }

    /** The note with one signature more, after the others. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(text, more);
    }

    /** The note as it is stored and sent. */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }
}
