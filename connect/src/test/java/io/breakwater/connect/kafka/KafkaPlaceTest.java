package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where a topic is, as breakwater.watch names it")
class KafkaPlaceTest {
    @Test
    void brokersAndTopic_areNamed() {
        assertThat(KafkaPlace.of("//one.example.com:9092;10.0.0.2:9093;[2001:db8::1]:9094/cloud.audit-1_x"))
                .contains(new KafkaPlace(
                        List.of("one.example.com:9092", "10.0.0.2:9093", "[2001:db8::1]:9094"), "cloud.audit-1_x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topic",
                "//host/topic",
                "//host:0/topic",
                "//host:65536/topic",
                "//host:9092",
                "//host:9092/",
                "//host:9092/a/b",
                "//host:9092/..",
                "//user:secret@host:9092/topic",
                "//host:9092;/topic",
                "//host:9092/topic?sasl.jaas.config=x",
                "//host:9092/top ic",
                "http://host:9092/topic"
            })
    void anythingElse_isNoPlace(String text) {
        assertThat(KafkaPlace.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//127.0.0.1:1/t", "//localhost:1;[::1]:2/t"})
    void ownMachine_isLoopback(String text) {
        assertThat(KafkaPlace.of(text).orElseThrow().isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//127.0.0.1:1;example.com:2/t", "//localhost.example.com:1/t", "//10.0.0.1:1/t"})
    void anotherMachine_isNot(String text) {
        assertThat(KafkaPlace.of(text).orElseThrow().isLoopback()).isFalse();
    }
}
