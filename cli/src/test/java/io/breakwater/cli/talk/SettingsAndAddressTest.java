package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, failures and documents: the small words the commands are made of. */
final class SettingsAndAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:7480,http://127.0.0.1:7480",
        "http://localhost:7480//,http://localhost:7480",
        "http://[::1]:7480/,http://[::1]:7480",
        "https://breakwater.example/path/,https://breakwater.example/path"
    })
    void address_isKeptWithoutTheSlashAtItsEnd(String given, String kept) {
        assertThat(Address.of(given, Optional.empty(), Optional.empty())).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bw x", "bw_\u0000", "bw_é", "", " "})
    void tokenWithWhatATokenNeverHas_isRefusedWithoutBeingShown(String token) {
        Failure told = catchThrowableOfType(
                Failure.class, () -> Address.of("http://127.0.0.1", Optional.of(token), Optional.empty()));
        assertThat(told.line()).contains("characters a token never has").doesNotContain("bw");
    }

    @Test
    void addressAsText_neverShowsTheToken() {
        assertThat(Address.of("http://127.0.0.1", Optional.of("bw_x"), Optional.empty()))
                .hasToString("http://127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it failed | C: it failed. Do this.",
                "it failed. | C: it failed. Do this.",
                "did you mean x? | C: did you mean x? Do this."
            })
    void failure_isOneSentenceAndWhatToDo(String sentence, String line) {
        assertThat(new Failure("C", sentence, "Do this.", Exit.USAGE).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "nul"})
    void whatIsNotOneDocument_isNone(String text) {
        assertThat(Documents.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void fieldOfAnotherKind_isEmptyText_neverANull() {
        var document = Documents.parse(
                        "{\"a\":null,\"b\":[1],\"c\":7,\"d\":[\"x\",2]}".getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertThat(Documents.text(document, "a")).isEmpty();
        assertThat(Documents.text(document, "b")).isEmpty();
        assertThat(Documents.text(document, "c")).isEqualTo("7");
        assertThat(Documents.text(document, "missing")).isEmpty();
        assertThat(Documents.texts(document, "d")).containsExactly("x", "2");
        assertThat(Documents.list(document, "a")).isEmpty();
    }
}
