package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.server.api.IncidentsResource.Declare;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
    private final JsonBody json = new JsonBody();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MALFORMED_REQUEST |",
                "MALFORMED_REQUEST | null",
                "MALFORMED_REQUEST | []",
                "MALFORMED_REQUEST | \"text\"",
                "MALFORMED_REQUEST | {",
                "MALFORMED_REQUEST | {}",
                "MALFORMED_REQUEST | {\"title\":\"a\"}",
                "MALFORMED_REQUEST | {\"title\":null,\"severity\":1}",
                "MALFORMED_REQUEST | {\"title\":1,\"severity\":1}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":\"1\"}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":1.5}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":9}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":1,\"drill\":\"true\"}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":1,\"drill\":1}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"title\":\"b\",\"severity\":1}",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":1} x",
                "MALFORMED_REQUEST | {\"title\":\"a\",\"severity\":NaN}",
                "UNKNOWN_FIELD | {\"title\":\"a\",\"severity\":1,\"Drill\":true}",
                "UNKNOWN_FIELD | {\"title\":\"a\",\"severity\":1,\"drop table\":true}"
            })
    void aBodyThatIsNotWhatItShouldBe_isRefusedWithACode(Code code, String body) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> json.read(Declare.class, bytes))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContaining("Exception")
                .hasMessageNotContaining("io.breakwater")
                .hasMessageNotContaining("com.fasterxml");
    }

    @Test
    void badUtf8_isRefused() {
        byte[] bytes = "{\"title\":\"\u00e4\",\"severity\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> json.read(Declare.class, bytes)).hasMessageContaining("UTF-8");
    }

    @Test
    void deepNesting_isRefused() {
        byte[] bytes = ("{\"title\":" + "[".repeat(5000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> json.read(Declare.class, bytes)).isInstanceOf(BreakwaterException.class);
    }

    @Test
    void anError_saysWhere() {
        byte[] bytes = "{\n  \"title\": \"a\",\n  \"severty\": 1}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> json.read(Declare.class, bytes))
                .isInstanceOfSatisfying(
                        MalformedBody.class,
                        e -> assertThat(e.details().get(0).line()).isEqualTo(3))
                .hasMessageContaining("severity");
    }
}
