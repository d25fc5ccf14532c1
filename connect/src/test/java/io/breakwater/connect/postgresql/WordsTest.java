package io.breakwater.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.access.spi.ProviderException;
import io.breakwater.model.GrantId;
import io.breakwater.model.PersonId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, verifiers, notes and what an SQLSTATE means. */
class WordsTest {
    private static final GrantId GRANT = new GrantId("GR-0123456789");

    @Test
    void name_isTheGrantsAndThePersons() {
        assertThat(PersonalRole.nameFor(GRANT, new PersonId("alice"))).isEqualTo("breakwater_0123456789_alice");
    }

    @Test
    void name_ofALongPerson_isCutToWhatTheServerKeeps() {
        String name = PersonalRole.nameFor(GRANT, new PersonId("a".repeat(63)));
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(63);
        assertThat(name).startsWith("breakwater_0123456789_aaa");
    }

    @Test
    void quoting_leavesNothingToEscape() {
        assertThat(Sql.name("a\"; DROP ROLE x; --")).isEqualTo("\"a\"\"; DROP ROLE x; --\"");
        assertThat(Sql.text("a'\\'; --")).isEqualTo("E'a''\\\\''; --'");
    }

    /** The exchange of RFC 7677, section 3: a server with our verifier would accept that client, and it the server. */
    @Test
    void verifier_acceptsTheExchangeOfRfc7677() throws Exception {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        String verifier = ScramVerifier.of("pencil".toCharArray(), salt, 4096);
        assertThat(verifier).startsWith("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$");
        String[] keys = verifier.substring(verifier.lastIndexOf('$') + 1).split(":");
        String message = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        byte[] storedKey = Base64.getDecoder().decode(keys[0]);
        byte[] clientKey = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        byte[] signature = hmac(storedKey, message);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        assertThat(java.security.MessageDigest.getInstance("SHA-256").digest(clientKey))
                .isEqualTo(storedKey);
        assertThat(Base64.getEncoder().encodeToString(hmac(Base64.getDecoder().decode(keys[1]), message)))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\t", "nul\0", "ü", "\u00a0", "\u007f"})
    void secret_thatSaslprepWouldChange_isRefused(String secret) {
        assertThatThrownBy(() -> ScramVerifier.of(secret.toCharArray(), new byte[16], 4096))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08006", "53100", "53300", "57014", "57P01", "57P03", "57P05", "58030", "XX000", "40P01",
                "junk"
            })
    @NullSource
    void noAnswer_isUnreachable(String state) {
        assertThat(Reason.of("doing", new SQLException("why", state)))
                .isInstanceOf(ProviderException.Unreachable.class)
                .hasMessageContaining("why");
    }

    @ParameterizedTest
    @CsvSource({"42501", "42710", "42704", "2BP01", "25006", "55P03", "55006", "28P01", "28000", "3D000", "0A000"})
    void answer_isRefused(String state) {
        assertThat(Reason.of("doing", new SQLException("why", state)))
                .isInstanceOf(ProviderException.Refused.class)
                .hasMessage("doing: " + state + " why"
                        + switch (state) {
                            case "55P03" -> "; somebody holds a lock on it, it is tried again";
                            case "25006" ->
                                "; this server is a read-only standby, the target's host must be the primary";
                            default -> "";
                        });
    }

    @Test
    void missingRight_isToldWithTheSqlThatGivesIt() {
        assertThat(Reason.of("doing", new SQLException("why", "42501"), "GRANT x TO y"))
                .hasMessage("doing: 42501 why; an administrator runs: GRANT x TO y");
    }

    @Test
    void note_ofAnotherGrant_isNotOurs() {
        assertThat(RoleNote.isOf(GRANT, "{\"breakwater\":1,\"grant\":\"GR-0123456789\",\"person\":\"x\"}"))
                .isTrue();
        assertThat(RoleNote.isOf(GRANT, "{\"breakwater\":1,\"grant\":\"GR-0123456788\",\"person\":\"x\"}"))
                .isFalse();
        assertThat(RoleNote.isOf(GRANT, "")).isFalse();
    }

    private static byte[] hmac(byte[] key, String message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
    }
}
