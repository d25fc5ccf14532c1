package io.breakwater.model.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    private final StringWriter out = new StringWriter();
    private final Html html = new Html(out);

    @Test
    void markupInText_isText() throws IOException {
        html.element("p", "<script>alert('x')</script> & \"more\"");
        assertThat(out.toString())
                .isEqualTo("<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;</p>\n");
    }

    @Test
    void quoteInAttribute_doesNotEndIt() throws IOException {
        html.open("a", "title", "\" onclick='x'");
        assertThat(out.toString()).isEqualTo("<a title=\"&quot; onclick=&#39;x&#39;\">");
    }

    @ParameterizedTest
    @CsvSource({"202E,[U+202E]", "200B,[U+200B]", "0,[U+0000]", "1B,[U+001B]", "2028,[U+2028]", "FEFF,[U+FEFF]"})
    void characterThatDeceives_isShownByNumber(String code, String shown) throws IOException {
        html.text("a" + Character.toString(Integer.parseInt(code, 16)) + "b");
        assertThat(out.toString()).isEqualTo("a" + shown + "b");
    }

    @Test
    void halfASurrogatePair_isShownByNumber_andAWholeOneAsItIs() throws IOException {
        html.text("\uD83D \uD83D\uDE00");
        assertThat(out.toString()).isEqualTo("[U+D83D] \uD83D\uDE00");
    }

    @Test
    void lineFeed_staysInText_andIsShownInALine() throws IOException {
        html.text("a\nb");
        assertThat(out.toString()).isEqualTo("a\nb");
        assertThat(Shown.line("a\nb\tc\rd")).isEqualTo("a[U+000A]b[U+0009]c[U+000D]d");
    }

    @Test
    void card_hasItsSmallPrint_whereThereIsAny() throws IOException {
        html.card("Gaps", "<2>", "see below").card("Files", "none", "");
        assertThat(out.toString())
                .containsSubsequence("<dt>Gaps", "<dd>&lt;2&gt;<small>see below</small>", "</dd>", "<dd>none</dd>")
                .containsOnlyOnce("<small>");
    }

    @Test
    void page_mayLoadNothing_andRunNothing() throws IOException {
        html.begin("Title <1>", "p{color:red}\n");
        assertThat(out.toString())
                .startsWith("<!doctype html>")
                .contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;")
                .contains("<title>Title &lt;1&gt;</title>")
                .contains("p{color:red}")
                .doesNotContain("http:", "https:", "url(", "@import", "<script");
    }

    @Test
    void styleThatIsNotThere_isNamed() {
        assertThatThrownBy(() -> Html.resource(HtmlTest.class, "none.css"))
                .isInstanceOf(IOException.class)
                .hasMessage("the resource none.css is not in the jar");
    }
}
