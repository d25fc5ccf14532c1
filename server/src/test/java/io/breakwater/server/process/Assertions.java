package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

/** What every refusal has to be. */
final class Assertions {
    private Assertions() {}

    /** An error as RFC 9457 has it, with a code, and with nothing of the inside. */
    static void assertProblem(Api.Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertCoded(reply);
    }

    /** The same for any refusal of the client's. */
    static void assertRefused(Api.Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isBetween(400, 499);
        assertCoded(reply);
    }

    private static void assertCoded(Api.Reply reply) {
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().get("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.json().get("type").asText()).endsWith(reply.code());
        assertThat(reply.code()).matches("[A-Z][A-Z_]+[A-Z]");
        assertThat(reply.json().get("detail").asText()).isNotBlank().hasSizeLessThan(1500);
        assertThat(reply.text())
                .doesNotContain("Exception")
                .doesNotContain("io.breakwater")
                .doesNotContain("\tat ")
                .doesNotContain("java.");
        assertSecured(reply);
    }

    /** The headers every answer has, whatever it is. */
    static void assertSecured(Api.Reply reply) {
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("X-Request-Id")).hasSize(36);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(reply.header("Server")).isEmpty();
    }
}
