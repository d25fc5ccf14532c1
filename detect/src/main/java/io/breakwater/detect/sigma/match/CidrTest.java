package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.Values.Kind;
import java.util.Arrays;
import java.util.Optional;

/** Whether a value is an address inside a network. An IPv4 address mapped into IPv6 is the IPv4 address it stands for. */
public final class CidrTest implements ValueTest {
    private final String written;
    private final byte[] network;
    private final int bits;

    private CidrTest(String written, byte[] network, int bits) {
        this.written = written;
        this.network = network;
        this.bits = bits;
    }

    /** A network such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; empty when it is none, or has bits after its prefix. */
    public static Optional<CidrTest> of(String written) {
        int slash = written.indexOf('/');
        String address = slash < 0 ? written : written.substring(0, slash);
        return IpAddress.parse(address).flatMap(network -> {
            int offset = address.indexOf(':') < 0 ? 96 : 0;
            int bits = slash < 0 ? 128 : offset + prefix(written.substring(slash + 1), 128 - offset);
            return bits < offset || hasBitsAfter(network, bits)
                    ? Optional.empty()
                    : Optional.of(new CidrTest(written, network, bits));
        });
    }

    private static int prefix(String digits, int most) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int prefix = number ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        return prefix <= most ? prefix : Integer.MIN_VALUE / 2;
    }

    private static boolean hasBitsAfter(byte[] network, int bits) {
        for (int i = bits; i < 128; i++) {
            if ((network[i / 8] >> (7 - i % 8) & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean holds(FieldValues values, int index) {
        return values.kind(index) == Kind.TEXT
                && values.end(index) > values.start(index)
                && opensAddress(values.bytes()[values.start(index)])
                && IpAddress.parse(values.text(index)).filter(this::contains).isPresent();
    }

    private boolean contains(byte[] address) {
        int whole = bits / 8;
        if (!Arrays.equals(network, 0, whole, address, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((network[whole] ^ address[whole]) & 0xff) >> (8 - rest) == 0;
    }

    /** Most values that are no address are told by their first letter. */
    private static boolean opensAddress(byte first) {
        return first == ':' || Character.digit(first, 16) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrTest test && test.bits == bits && Arrays.equals(test.network, network);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(network) + bits;
    }

    @Override
    public String toString() {
        return "is an address in " + written;
    }
}
