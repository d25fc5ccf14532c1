package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.Console.Style;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches a terminal, and what never does. */
final class ConsoleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Surroundings around(Set<String> terminals, String typed, Map<String, String> environment) {
        return new Surroundings(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                environment,
                Path.of("/nowhere"),
                Path.of("/nowhere"),
                Optional.empty(),
                terminals,
                40,
                InstantSource.fixed(Instant.EPOCH));
    }

    private Console piped() {
        return new Console(around(Set.of(), "", Map.of()));
    }

    private Console onATerminal(String typed) {
        return new Console(around(Set.of("in", "out", "err"), typed, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u001b]0;title\u0007",
                "\u009b31m",
                "\r",
                "\b",
                "\u0000",
                "\u202e",
                "\u2066",
                "\u007f"
            })
    void whatATerminalObeys_isReplaced_evenOnATerminalWithColours(String command) {
        onATerminal("").line("a" + command + "b");
        assertThat(out.toString())
                .startsWith("a")
                .doesNotContain(command.substring(0, 1))
                .contains("\uFFFD");
    }

    @Test
    void ownColours_stay_andWhatOnlyLooksLikeThemGoes() {
        Console console = onATerminal("");
        console.line(console.styled(Style.GOOD, "fine"));
        console.line("\u001b[31;1;5;7mlong");
        assertThat(out.toString().lines()).containsExactly("\u001b[32mfine\u001b[0m", "\uFFFD[31;1;5;7mlong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2Km", "[1Am", "[8m", "[7m", "[m", "[30m", "[9;m"})
    void whatOnlyEndsLikeAColour_movesNothing_erasesNothing_andHidesNothing(String command) {
        onATerminal("").line("a\u001b" + command + "b");
        assertThat(out.toString().strip()).isEqualTo("a\uFFFD" + command + "b");
    }

    @Test
    void colourInAPipe_isNeitherMadeNorPassedOn() {
        Console console = piped();
        assertThat(console.styled(Style.BAD, "x")).isEqualTo("x");
        console.line("\u001b[31mx");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void letters_ofAnyLanguage_areLeftAlone() {
        piped().line("Zürich 注文 עברית\t“x”\nnext");
        assertThat(out.toString()).startsWith("Zürich 注文 עברית\t“x”\nnext");
    }

    @Test
    void results_andRemarks_goToDifferentStreams() {
        Console console = piped();
        console.line("result");
        console.note("remark");
        assertThat(out.toString().strip()).isEqualTo("result");
        assertThat(err.toString().strip()).isEqualTo("remark");
    }

    @Test
    void progress_isOneLineAndFitsTheTerminal() {
        onATerminal("").progress("x".repeat(30) + "\n" + "y".repeat(100));
        assertThat(err.toString()).isEqualTo("\r\u001b[K" + "x".repeat(30) + " " + "y".repeat(8));
    }

    @Test
    void progress_isNothingInAPipe() {
        Console console = piped();
        console.progress("working");
        console.progressDone();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"y,true", "YES,true", "' yes ',true", "n,false", "'',false", "yess,false", "Ja,false"})
    void onlyAYes_isAYes(String typed, boolean yes) {
        assertThat(onATerminal(typed + "\n").confirmed("Really?")).isEqualTo(yes);
        assertThat(err.toString()).isEqualTo("Really? [y/N] ");
    }

    @Test
    void endOfInput_isNoYes() {
        assertThat(onATerminal("").confirmed("Really?")).isFalse();
    }

    @Test
    void person_isAskedOnlyWhereTheyCanSeeTheQuestionAndAnswer() {
        assertThat(onATerminal("").canAsk()).isTrue();
        assertThat(new Console(around(Set.of("in", "out"), "", Map.of())).canAsk())
                .isFalse();
        assertThat(new Console(around(Set.of("out", "err"), "", Map.of())).canAsk())
                .isFalse();
        assertThat(new Console(around(Set.of("in", "err"), "", Map.of("TERM", "dumb"))).canAsk())
                .isFalse();
    }

    @Test
    void secretFromAPipe_isItsFirstLine_andIsNotEchoed() {
        Console console = new Console(around(Set.of(), " bw_secret \nsecond\n", Map.of()));
        assertThat(console.secret("Token: ")).isEqualTo("bw_secret");
        assertThat(out + err.toString()).isEmpty();
    }

    @Test
    void secretWithoutAnEnd_isBounded() {
        Console console = new Console(around(Set.of(), "x".repeat(200_000), Map.of()));
        assertThat(console.secret("")).hasSize(64 * 1024);
    }
}
