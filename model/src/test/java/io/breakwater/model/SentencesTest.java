package io.breakwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("R68, R74: every fact can be told in one sentence")
class SentencesTest {
    private static final ContentRef REF = new ContentRef("ab".repeat(32), ContentRef.TEXT, 12);
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");

    static Stream<Class<?>> everyFactType() {
        return leaves(Fact.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SentencesTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("everyFactType")
    void everyTypeOfFact_hasASentenceOfItsOwn(Class<?> type) {
        assertThat(Sentences.knows(type.asSubclass(Fact.class)))
                .as("add a sentence for %s to the Sentences of its family", type.getSimpleName())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyFactType")
    void everySentence_isOneLineAndReadsTheSameTwice(Class<?> type) {
        Fact fact = sample(type);
        String sentence = Sentences.of(fact, ref -> Optional.of("first line\nsecond line"));

        assertThat(sentence)
                .isNotBlank()
                .doesNotContain("\n")
                .doesNotContain("Optional")
                .doesNotContain("[");
        assertThat(Sentences.of(fact, ref -> Optional.of("first line\nsecond line")))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @MethodSource("everyFactType")
    void textThatWasErased_isSaidToBeErased(Class<?> type) {
        Fact fact = sample(type);
        boolean showsText = Sentences.of(fact, ref -> Optional.of("MARK")).contains("MARK");

        assertThat(Sentences.of(fact, ref -> Optional.empty()).contains("(text erased)"))
                .isEqualTo(showsText);
    }

    @Test
    void aDrill_isSaidToBeADrill() {
        Fact declared = new IncidentFact.IncidentDeclared(INCIDENT, REF, new Severity(1), true, new PersonId("alice"));

        assertThat(Sentences.of(declared, ref -> Optional.of("orders down")))
                .isEqualTo("alice declared INC-2026-0001, severity 1, as a drill: “orders down”");
    }

    @Test
    void timesAreUtc() {
        Fact intended = new GrantFact.GrantActivated(
                INCIDENT,
                (GrantId) value(GrantId.class),
                new PersonId("alice"),
                "breakwater_x",
                Instant.parse("2026-11-21T03:57:01.5Z"));

        assertThat(Sentences.of(intended, ref -> Optional.empty())).contains("until 2026-11-21 03:57:01 UTC");
    }

    private static Fact sample(Class<?> type) {
        return (Fact) sampleRecord(type);
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return composite(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return "something";
        } else if (plain == Instant.class) {
            return Instant.parse("2026-11-21T03:12:00Z");
        } else if (plain == boolean.class || plain == Boolean.class) {
            return true;
        } else if (plain == int.class) {
            return 3;
        } else if (plain == long.class || plain == Long.class) {
            return 3L;
        } else if (plain == Severity.class) {
            return new Severity(2);
        } else if (plain == Integer.class) {
            return 2;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        } else if (Id.class.isAssignableFrom(plain)) {
            return id(plain);
        } else if (plain.isRecord()) {
            return plain == ContentRef.class ? REF : sampleRecord(plain);
        }
        throw new AssertionError("no sample for " + type);
    }

    private static Object sampleRecord(Class<?> plain) {
        RecordComponent[] parts = plain.getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Arrays.stream(parts).map(p -> value(p.getGenericType())).toArray();
        try {
            return plain.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make a " + plain, e);
        }
    }

    private static Object composite(ParameterizedType generic) {
        Object first = value(generic.getActualTypeArguments()[0]);
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw == Optional.class) {
            return Optional.of(first);
        } else if (raw == List.class) {
            return List.of(first);
        } else if (raw == Set.class) {
            return Set.of(first);
        } else if (raw == Map.class) {
            return Map.of(first, value(generic.getActualTypeArguments()[1]));
        }
        throw new AssertionError("no sample for " + generic);
    }

    private static Object id(Class<?> type) {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(IncidentId.class, INCIDENT),
                Map.entry(GrantId.class, new GrantId("GR-0123456789")),
                Map.entry(PersonId.class, new PersonId("alice")),
                Map.entry(TargetName.class, new TargetName("orders-db")),
                Map.entry(RoleName.class, new RoleName("admin")),
                Map.entry(ApprovalId.class, new ApprovalId("AP-0123456789")),
                Map.entry(TokenId.class, new TokenId("TK-0123456789")),
                Map.entry(FindingId.class, new FindingId("F-0123456789abcdef")),
                Map.entry(DebtId.class, new DebtId("DEBT-0123456789")),
                Map.entry(ControlId.class, new ControlId("iso27001:A.8.2")),
                Map.entry(FactId.class, new FactId("01932c07-7b1a-7000-8000-000000000001")));
        return Optional.ofNullable(samples.get(type)).orElseThrow();
    }
}
