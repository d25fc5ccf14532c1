package io.breakwater.evidence.pack;

import java.io.IOException;
import java.io.Writer;

/**
 * HTML in which text cannot become markup: tags are written by name, everything else is escaped on its way out. Inside
 * SVG the same rules hold.
 */
final class Html {
    private final Writer out;

    Html(Writer out) {
        this.out = out;
    }

    /** An opening tag; attributes in pairs of name and value. */
    Html open(String tag, String... attributes) throws IOException {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** A closing tag. */
    Html close(String tag) throws IOException {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** Text. */
    Html text(String text) throws IOException {
        escape(text);
        return this;
    }

    /** A tag around a text. */
    Html element(String tag, String text, String... attributes) throws IOException {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Our own constants only: the style sheet and the document's first line. */
    Html constant(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    private void escape(String text) throws IOException {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> append(c);
            }
        }
    }

    /** Characters that make a text read differently from what it says are shown by number. */
    private void append(int c) throws IOException {
        boolean shown = switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT -> c == 0x200D || c == 0x200C || c == 0xAD;
            case Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
        out.append(shown ? Character.toString(c) : String.format("[U+%04X]", c));
    }
}
