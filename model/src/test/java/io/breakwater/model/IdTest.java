package io.breakwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdTest {
    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("incident", (Function<String, Object>) IncidentId::new, "INC-2026-1"),
                Arguments.of("incident", (Function<String, Object>) IncidentId::new, "inc-2026-0001"),
                Arguments.of("incident", (Function<String, Object>) IncidentId::new, "INC-2026-0001\n"),
                Arguments.of("incident", (Function<String, Object>) IncidentId::new, "../INC-2026-0001"),
                Arguments.of("grant", (Function<String, Object>) GrantId::new, "GR-ABCDEFGHJK"),
                Arguments.of("grant", (Function<String, Object>) GrantId::new, "GR-abc'; drop"),
                Arguments.of("person", (Function<String, Object>) PersonId::new, "Alice"),
                Arguments.of("person", (Function<String, Object>) PersonId::new, "аlice"),
                Arguments.of("person", (Function<String, Object>) PersonId::new, "alice\"; drop role postgres; --"),
                Arguments.of("person", (Function<String, Object>) PersonId::new, "a".repeat(64)),
                Arguments.of("person", (Function<String, Object>) PersonId::new, ""),
                Arguments.of("fact", (Function<String, Object>) FactId::new, "0190b1b0-0000-4000-8000-000000000000"),
                Arguments.of("target", (Function<String, Object>) TargetName::new, "orders_db"),
                Arguments.of("role", (Function<String, Object>) RoleName::new, "-admin"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedName_isRefused_withItsKind(String kind, Function<String, Object> id, String value) {
        assertThatThrownBy(() -> id.apply(value))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED_NAME))
                .hasMessageStartingWith("not the name of a " + kind + ": ")
                .message()
                .matches("\\p{ASCII}*…?\\p{ASCII}*");
    }

    @Test
    void wellFormedName_printsAsItself() {
        assertThat(new IncidentId("INC-2026-0042")).hasToString("INC-2026-0042");
        assertThat(new GrantId("GR-0123456789")).hasToString("GR-0123456789");
        assertThat(new PersonId("alice.b-c_d9")).hasToString("alice.b-c_d9");
    }

    @Test
    void actor_knowsItsPerson_andASystemIsNone() {
        assertThat(Actor.person(new PersonId("alice"), "token:TK-0123456789").person())
                .contains(new PersonId("alice"));
        assertThat(Actor.system("clock").person()).isEmpty();
    }

    @Test
    void functionLabel_findsItsFunction_andNoOther() {
        for (io.breakwater.model.Function function : io.breakwater.model.Function.values()) {
            assertThat(io.breakwater.model.Function.ofLabel(function.label())).isEqualTo(function);
        }
        assertThatThrownBy(() -> io.breakwater.model.Function.ofLabel("SECURITY_APPROVER"))
                .hasMessageContaining("security-approver");
    }
}
