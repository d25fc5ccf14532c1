package io.breakwater.ledger.merkle;

import java.util.Arrays;
import java.util.List;

/**
 * The head of a log: whose it is, how many leaves it has and their root (C2SP tlog-checkpoint, "Note text").
 *
 * @param extensions further lines; we write none, since nobody audits them
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    /** @throws ProofException {@code CHECKPOINT_MALFORMED} for what cannot be written as a checkpoint */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine(origin);
        extensions.forEach(Checkpoint::requireLine);
        if (size < 0) {
            throw malformed("a log has no size below 0");
        }
    }

    /** A head without extension lines. */
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads the text of a note. Only the canonical spelling is accepted, so that the text and this record stand for the
     * same bytes.
     *
     * @throws ProofException {@code CHECKPOINT_MALFORMED}
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw malformed("its last line is not ended");
        }
        List<String> lines = Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw malformed("it has fewer than three lines");
        }
        return new Checkpoint(
                lines.get(0),
                Decimal.parse(lines.get(1), Checkpoint::malformed),
                root(lines.get(2)),
                lines.subList(3, lines.size()));
    }

    private static Hash root(String line) {
        byte[] bytes = CanonicalBase64.decode(line, ProofException.Reason.CHECKPOINT_MALFORMED);
        if (bytes.length != Hash.SIZE) {
            throw malformed("its root has " + bytes.length + " bytes");
        }
        return Hash.of(bytes);
    }

    private static void requireLine(String line) {
        if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw malformed("a line is empty or has control characters");
        }
    }

    private static ProofException malformed(String why) {
        return new ProofException(ProofException.Reason.CHECKPOINT_MALFORMED, "not a checkpoint: " + why);
    }

    /** The text that is signed, ending in a newline. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n');
        text.append(root.base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
