package io.breakwater.cli.talk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a command speaks: results to standard output, everything said about them to standard error. */
public final class Console {
    private static final int MAX_INPUT_BYTES = 64 * 1024;
    private final Surroundings around;

    public Console(Surroundings around) {
        this.around = around;
    }

    /** The colours in use: few, and each with one meaning. */
    public enum Style {
        PLAIN("0"),
        GOOD("32"),
        BAD("31"),
        CARE("33"),
        FAINT("2"),
        STRONG("1");

        private final String ansi;

        Style(String ansi) {
            this.ansi = ansi;
        }

        private String begin() {
            return "\u001b[" + ansi + "m";
        }
    }

    /** A line of the result. */
    public void line(String text) {
        around.out().println(safe(text, around.coloured("out")));
        around.out().flush();
    }

    /** Lines of the result. */
    public void lines(List<String> texts) {
        texts.forEach(this::line);
    }

    /** A remark beside the result. */
    public void note(String text) {
        around.err().println(safe(text, around.coloured("err")));
        around.err().flush();
    }

    /** Text that is written over by the next progress, on a terminal; nothing elsewhere. */
    public void progress(String text) {
        if (around.isTerminal("err")) {
            String line = safe(text, false).replace('\n', ' ');
            String cut = line.length() < around.columns() ? line : line.substring(0, around.columns() - 1);
            around.err().print("\r\u001b[K" + cut);
            around.err().flush();
        }
    }

    /** Takes the progress text away again. */
    public void progressDone() {
        if (around.isTerminal("err")) {
            around.err().print("\r\u001b[K");
            around.err().flush();
        }
    }

    /** The text in a style, when standard output takes colour. */
    public String styled(Style style, String text) {
        return around.coloured("out") && style != Style.PLAIN ? style.begin() + text + Style.PLAIN.begin() : text;
    }

    /** Width of the terminal in columns. */
    public int columns() {
        return around.columns();
    }

    /** Whether a person can be asked. */
    public boolean canAsk() {
        return around.isTerminal("in") && around.isTerminal("err");
    }

    /** Asks yes or no; only "y" and "yes" are yes. */
    public boolean confirmed(String question) {
        around.err().print(question + " [y/N] ");
        around.err().flush();
        String answer = readLine(around.in()).strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /** A secret: typed unseen on a terminal, else the first line of standard input. */
    public String secret(String prompt) {
        java.io.Console terminal = canAsk() ? System.console() : null;
        if (terminal == null) {
            return readLine(around.in()).strip();
        }
        char[] typed = terminal.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed).strip();
    }

    private static String readLine(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0 && next != '\n' && line.size() < MAX_INPUT_BYTES; next = in.read()) {
                line.write(next);
            }
        } catch (IOException unreadable) {
            throw new Failure("INPUT_UNREADABLE", "standard input cannot be read", "", Exit.USAGE);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Without the characters a terminal obeys: what a server sends is text, never commands. */
    private static String safe(String text, boolean ownColours) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean colour = ownColours && c == '\u001b' && isOwnColour(text, i);
            out.append(c == '\n' || c == '\t' || colour || !isObeyed(c) ? c : '\uFFFD');
        }
        return out.toString();
    }

    private static boolean isOwnColour(String text, int at) {
        return Arrays.stream(Style.values()).anyMatch(style -> text.startsWith(style.begin(), at));
    }

    private static boolean isObeyed(char c) {
        return Character.isISOControl(c) || c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }
}
