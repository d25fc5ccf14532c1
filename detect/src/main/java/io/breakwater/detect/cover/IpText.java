package io.breakwater.detect.cover;

import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text (RFC 4291, section 2.2, for version 6). */
public final class IpText {
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern OCTET = Pattern.compile("[0-9]{1,3}");

    private IpText() {}

    /** Four or sixteen bytes; empty when the text is no address. */
    public static Optional<byte[]> bytes(String text) {
        return text.contains(":") ? version6(text) : version4(text);
    }

    private static Optional<byte[]> version4(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        if (octets.length != bytes.length) {
            return Optional.empty();
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!OCTET.matcher(octets[i]).matches() || Integer.parseInt(octets[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> version6(String text) {
        int gap = text.indexOf("::");
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        int given = head.length + tail.length;
        if (gap < 0 ? given != 8 : given > 7) {
            return Optional.empty();
        }
        byte[] bytes = new byte[16];
        return write(head, bytes, 0) && write(tail, bytes, 16 - 2 * tail.length)
                ? Optional.of(bytes)
                : Optional.empty();
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean write(String[] groups, byte[] into, int from) {
        for (int i = 0; i < groups.length; i++) {
            if (!GROUP.matcher(groups[i]).matches()) {
                return false;
            }
            int value = Integer.parseInt(groups[i], 16);
            into[from + 2 * i] = (byte) (value >> 8);
            into[from + 2 * i + 1] = (byte) value;
        }
        return true;
    }
}
