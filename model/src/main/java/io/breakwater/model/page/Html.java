package io.breakwater.model.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * HTML in which text cannot become markup: tags are written by name, everything else is escaped on its way out. Inside
 * SVG the same rules hold.
 */
public final class Html {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private final Writer out;

    /** Writes there. */
    public Html(Writer out) {
        this.out = out;
    }

    /** A page from its first line to its opened body; it may load nothing and run nothing. */
    public Html begin(String title, String ownStyle) throws IOException {
        constant("<!doctype html>\n").open("html", "lang", "en").open("head");
        open("meta", "charset", "utf-8");
        open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        open("meta", "name", "referrer", "content", "no-referrer");
        element("title", title);
        open("style").constant(resource(Html.class, "page.css")).constant(ownStyle);
        return close("style").close("head").open("body");
    }

    /** A resource beside a class, such as a style sheet of ours. */
    public static String resource(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the resource " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** An opening tag; attributes in pairs of name and value. */
    public Html open(String tag, String... attributes) throws IOException {
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
    public Html close(String tag) throws IOException {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** Text. */
    public Html text(String text) throws IOException {
        escape(text);
        return this;
    }

    /** A tag around a text. */
    public Html element(String tag, String text, String... attributes) throws IOException {
        return open(tag, attributes).text(text).close(tag);
    }

    /** A figure with its name, in a list of class {@code cards}. */
    public Html card(String term, String value, String small) throws IOException {
        open("div", "class", "card").element("dt", term).open("dd").text(value);
        if (!small.isEmpty()) {
            element("small", small);
        }
        return close("dd").close("div");
    }

    /** Our own constants only: the style sheet and the document's first line. */
    public Html constant(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    /** Characters that make a text read differently from what it says are shown by number. */
    private void escape(String text) throws IOException {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> Shown.append(c, escaped);
            }
        });
        out.append(escaped);
    }
}
