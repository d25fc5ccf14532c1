package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static Network net(String text) {
        return Network.of(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.0/25, 203.0.113.127, true",
        "203.0.113.0/25, 203.0.113.128, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.7, 203.0.113.0/24, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1, true"
    })
    void network_holdsWhatLiesWithin(String network, String other, boolean within) {
        assertThat(net(network).holds(net(other))).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AWS Internal",
                "ec2.amazonaws.com",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.a",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/x",
                "1.2.3.4/",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "g::1",
                "12345::",
                "::/129"
            })
    void textThatIsNoAddress_isNone(String text) {
        assertThat(Network.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, 1.1.1.1, true",
        "8.8.8.8, 8.8.200.1, false",
        "8.8.8.8, 10.1.2.3, false",
        "8.8.8.8, 172.20.1.1, false",
        "8.8.8.8, 192.168.1.1, false",
        "8.8.8.8, 100.64.0.1, false",
        "8.8.8.8, 127.0.0.1, false",
        "8.8.8.8, 169.254.169.254, false",
        "8.8.8.8, 240.0.0.1, false",
        "8.8.8.8, 172.32.1.1, true",
        "8.8.8.8, 2001:db8::1, false",
        "2001:db8::1, 2a00:1450::1, true",
        "2001:db8::1, 2001:db8:9::1, false",
        "2001:db8::1, fe80::1, false"
    })
    void publicAddressesWithDifferentStarts_areFar(String one, String other, boolean far) {
        assertThat(net(one).isFarFrom(net(other))).isEqualTo(far);
        assertThat(net(other).isFarFrom(net(one))).isEqualTo(far);
    }

    @Test
    void everyLengthOfPrefix_comparesThatManyBits() {
        for (int bits = 0; bits <= 32; bits++) {
            long flipped = bits == 0 ? 0 : 0xC0A80000L ^ (1L << (32 - bits));
            String other = (flipped >> 24 & 255) + "." + (flipped >> 16 & 255) + "." + (flipped >> 8 & 255) + "."
                    + (flipped & 255);
            assertThat(net("192.168.0.0/" + bits).holds(net(other)))
                    .as("/" + bits)
                    .isEqualTo(bits == 0);
        }
    }
}
