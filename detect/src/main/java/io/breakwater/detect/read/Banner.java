package io.breakwater.detect.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that a person or a tool left before the first record: the prompt and the command that printed the log, a comment.
 * It is one only where a line follows that is a whole record of a known format and nothing else, so that neither text nor
 * a table nor anything binary is taken for a log.
 */
final class Banner {
    private static final int MOST_LINES = 32;
    private static final int MOST_BYTES = 16 << 10;

    private final Recogniser recogniser;

    Banner(Recogniser recogniser) {
        this.recogniser = recogniser;
    }

    /** Where its lines begin, and behind them where the first record does; empty when there is none. */
    List<Integer> lines(byte[] bytes, int start, int end) {
        List<Integer> lines = new ArrayList<>();
        int line = start;
        while (lines.size() <= MOST_LINES && line < Math.min(end, start + MOST_BYTES)) {
            if (bytes[line] == '{' && isRecord(bytes, line, end)) {
                lines.add(line);
                return lines;
            }
            int after = lineEnd(bytes, line, end);
            String text = new String(bytes, line, Math.max(0, after - line), StandardCharsets.UTF_8).strip();
            if (after < 0 || Recogniser.isContent(text)) {
                return List.of();
            }
            if (!text.isEmpty()) {
                lines.add(line);
            }
            line = after + 1;
        }
        return List.of();
    }

    /** Where a line of text ends; -1 when it does not, is too long, or is none. */
    private static int lineEnd(byte[] bytes, int line, int end) {
        int last = Math.min(end, line + MOST_BYTES);
        for (int i = line; i < last; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return -1;
            }
        }
        return -1;
    }

    private boolean isRecord(byte[] bytes, int line, int end) {
        int i = recogniser.endOfRecord(bytes, line, end);
        while (i >= 0 && i < end && (bytes[i] == ' ' || bytes[i] == '\r')) {
            i++;
        }
        return i == end || i >= 0 && bytes[i] == '\n';
    }
}
