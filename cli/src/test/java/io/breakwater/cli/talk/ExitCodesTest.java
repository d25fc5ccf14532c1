package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Exit codes are a promise to scripts: written down once more here, so that no change of them goes unseen")
final class ExitCodesTest {
    @Test
    void numbers_stay() {
        assertThat(Arrays.stream(Exit.values()).map(exit -> exit.code() + " " + exit))
                .containsExactly(
                        "0 OK",
                        "2 USAGE",
                        "3 REFUSED",
                        "4 NOT_FOUND",
                        "5 UNREACHABLE",
                        "6 CONFLICT",
                        "7 TARGET",
                        "8 NEEDS_APPROVAL",
                        "9 INTERNAL");
    }

    @Test
    void errorsOfTheServer_endWithTheNumberTheyAlwaysEndedWith() {
        Map<Exit, List<Code>> ends = new TreeMap<>(Arrays.stream(Code.values())
                .collect(Collectors.groupingBy(code -> Exit.of(code.name(), code.status()))));

        assertThat(ends)
                .containsOnly(
                        Map.entry(
                                Exit.USAGE,
                                List.of(
                                        Code.MALFORMED_NAME,
                                        Code.MALFORMED_TEXT,
                                        Code.MALFORMED_REQUEST,
                                        Code.UNKNOWN_FIELD,
                                        Code.TOO_LARGE,
                                        Code.POLICY_INVALID,
                                        Code.DEBT_RULES_INVALID)),
                        Map.entry(
                                Exit.REFUSED,
                                List.of(
                                        Code.NOT_AUTHENTICATED,
                                        Code.NOT_ALLOWED,
                                        Code.POLICY_REFUSES,
                                        Code.APPROVAL_NOT_YOURS,
                                        Code.BREAK_GLASS_WITHHELD)),
                        Map.entry(Exit.NOT_FOUND, List.of(Code.NOT_FOUND)),
                        Map.entry(
                                Exit.UNREACHABLE,
                                List.of(
                                        Code.LEDGER_ROLLED_BACK,
                                        Code.LEDGER_NOT_OWNED,
                                        Code.JOURNAL_UNAVAILABLE,
                                        Code.STORAGE_FULL,
                                        Code.RATE_LIMITED)),
                        Map.entry(
                                Exit.CONFLICT,
                                List.of(
                                        Code.CONFLICT,
                                        Code.WRONG_STATE,
                                        Code.IDEMPOTENCY_MISMATCH,
                                        Code.STALE_VERSION,
                                        Code.APPROVAL_MISMATCH,
                                        Code.APPROVAL_USED,
                                        Code.CREDENTIAL_GONE)),
                        Map.entry(Exit.TARGET, List.of(Code.TARGET_UNREACHABLE, Code.TARGET_REFUSED)),
                        Map.entry(Exit.INTERNAL, List.of(Code.POLICY_BROKEN, Code.INTERNAL)));
    }

    @ParameterizedTest
    @CsvSource({
        "400,2", "401,3", "403,3", "404,4", "409,6", "410,6", "412,6", "413,2", "415,2", "418,9", "422,2", "429,5",
        "500,9", "501,9", "502,5", "503,5", "504,5", "507,5"
    })
    void errorsOfServersToCome_goByTheirStatus(int status, int exit) {
        assertThat(Exit.of("SOMETHING_NEW", status).code()).isEqualTo(exit);
    }

    @Test
    void everyNumber_isInTheDocumentation() throws IOException {
        String docs = Files.readString(Path.of(System.getProperty("breakwater.root", ".."), "docs", "cli.md"));

        assertThat(Exit.values()).allSatisfy(exit -> assertThat(docs).contains("\n| " + exit.code() + " | "));
    }
}
