package io.breakwater.evidence.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R67, R68, R71, R92, R93: the page of a pack, and who may make one. */
class PageTest {
    private static final String HOSTILE = "</title></h1><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

    @TempDir
    Path work;

    private TestHouse house;

    @BeforeEach
    void found() {
        house = new TestHouse(work);
    }

    @Test
    void hostileTitlesAndNotes_stayText() throws IOException {
        SampleIncident sample = new SampleIncident(house, "0042", HOSTILE).tell();
        sample.note(1, new PersonId("alice"), HOSTILE + " <svg onload=alert(3)> javascript:alert(4)");
        String page = page(sample);
        assertThat(page).doesNotContain("<script").doesNotContain("<img").doesNotContain("<svg onload");
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void textThatReadsBackwards_isShownByNumber() throws IOException {
        SampleIncident sample = new SampleIncident(house, "0042", "safe\u202Eevil").declare();
        assertThat(page(sample)).doesNotContain("\u202E").contains("safe[U+202E]evil");
    }

    @Test
    void page_asksNothingOfTheNetwork() throws IOException {
        String page = page(new SampleIncident(house, "0042", "Quiet").tell());
        assertThat(page).contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;");
        assertThat(page)
                .doesNotContain(" src=")
                .doesNotContain("http://")
                .doesNotContain("@import")
                .doesNotContain("url(");
        assertThat(page).doesNotContainPattern("href=\"(?!#)");
        assertThat(page).doesNotContainPattern(" on[a-z]+=");
    }

    @Test
    void page_ofManyFacts_isLaidOutAsItIsRead_andPrintedWhole() throws IOException {
        String page = page(new SampleIncident(house, "0042", "Long").tell());
        String print = page.substring(page.lastIndexOf("@media print"));
        assertThat(page.substring(0, page.lastIndexOf("@media print")))
                .containsPattern("ol\\.facts>li\\{[^}]*content-visibility:auto");
        assertThat(print).containsPattern("ol\\.facts>li\\{[^}]*content-visibility:visible");
    }

    @Test
    void page_saysWhatHappened_whatWasErased_andHowYouKnowTheseAreAll() throws IOException {
        String page = page(new SampleIncident(house, "0042", "Checkout 5xx").tell());
        assertThat(page)
                .contains("<h1>Checkout 5xx")
                .contains("glass broken by alice, with bob")
                .contains("refused with 28P01 in 2.8 s, after 1 failed try")
                .contains("paid late")
                .contains("These are all, and this is how you know")
                .contains("(text erased)")
                .doesNotContain("Jane Doe");
    }

    @Test
    void everyLinkOnThePage_leadsSomewhere() throws IOException {
        String page = page(new SampleIncident(house, "0042", "Checkout 5xx").tell());
        java.util.regex.Matcher links =
                java.util.regex.Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
        int count = 0;
        for (; links.find(); count++) {
            assertThat(page).contains("id=\"" + links.group(1) + "\"");
        }
        assertThat(count).isPositive();
    }

    @Test
    void incidentWithOneFact_andWithTwelveThousand_haveAPageOfModestLength() throws IOException {
        assertThat(page(new SampleIncident(house, "0001", "Small").declare())).contains("Nobody asked for access");
        String page = page(new SampleIncident(house, "0002", "Large").declare().notes(12_000));
        assertThat(page).contains("There are too many for one page").hasSizeLessThan(12_000_000);
    }

    @Test
    void tableHeaders_andHeadings_areThere() throws IOException {
        String page = page(new SampleIncident(house, "0042", "Checkout 5xx").tell());
        assertThat(page)
                .contains("<html lang=\"en\">")
                .contains("scope=\"col\"")
                .contains("scope=\"row\"");
        assertThat(page.split("<h1", -1)).hasSize(2);
    }

    @Test
    void pack_askedForBySomebodyWithoutTheFunction_isRefused() {
        IncidentId incident = new SampleIncident(house, "0042", "x").declare().id();
        Caller nobody = new Caller(new PersonId("mallory"), "local");
        assertThatThrownBy(() -> house.packer.seal(nobody, incident))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_ALLOWED));
        assertThatThrownBy(() -> house.packer.requireMay(nobody, incident))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_ALLOWED));
        assertThatThrownBy(() -> house.seal(new IncidentId("INC-2026-9999")))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
        assertThatThrownBy(() -> house.packer.open(incident, 1))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
    }

    private String page(SampleIncident sample) throws IOException {
        byte[] page = new Forge(house.file(house.seal(sample.id()))).files().get(PackNames.INDEX);
        return new String(page, StandardCharsets.UTF_8);
    }
}
