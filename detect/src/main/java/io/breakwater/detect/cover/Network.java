package io.breakwater.detect.cover;

import java.util.Arrays;
import java.util.Optional;

/** IP addresses read from text without ever asking a name server. */
final class Network {
    private static final int FAR_BITS_V4 = 16;
    private static final int FAR_BITS_V6 = 32;

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** One address, or a network as {@code 203.0.113.0/24}; empty when the text is neither. */
    static Optional<Network> of(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = IpText.bytes(slash < 0 ? text : text.substring(0, slash));
        return address.flatMap(bytes -> (slash < 0
                        ? Optional.of(bytes.length * 8)
                        : length(text.substring(slash + 1), bytes.length * 8))
                .map(bits -> new Network(bytes, bits)));
    }

    private static Optional<Integer> length(String digits, int most) {
        return digits.matches("[0-9]{1,3}")
                ? Optional.of(Integer.parseInt(digits)).filter(bits -> bits <= most)
                : Optional.empty();
    }

    /** Whether the other lies within. */
    boolean holds(Network other) {
        return address.length == other.address.length && bits <= other.bits && sameStart(other, bits);
    }

    /** Whether both are public addresses with nothing in common that a provider's pool of exits would have. */
    boolean isFarFrom(Network other) {
        if (!isPublic() || !other.isPublic() || address.length != other.address.length) {
            return false;
        }
        return !sameStart(other, address.length == 4 ? FAR_BITS_V4 : FAR_BITS_V6);
    }

    private boolean sameStart(Network other, int length) {
        int whole = length / 8;
        if (!Arrays.equals(address, 0, whole, other.address, 0, whole)) {
            return false;
        }
        int rest = length % 8;
        return rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (other.address[whole] & 0xff) >> (8 - rest);
    }

    private boolean isPublic() {
        return address.length == 4 ? isPublicV4() : (address[0] & 0xe0) == 0x20;
    }

    private boolean isPublicV4() {
        int a = address[0] & 0xff;
        int b = address[1] & 0xff;
        boolean reserved = a == 0 || a == 10 || a == 127 || a >= 224;
        boolean shared = a == 100 && b >= 64 && b < 128;
        boolean local = a == 169 && b == 254 || a == 172 && b >= 16 && b < 32 || a == 192 && b == 168;
        return !reserved && !shared && !local;
    }
}
