package io.breakwater.detect.sigma.match;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses as they are written in logs, without ever asking a name server. */
final class IpAddress {
    private static final int LONGEST = 45;

    private IpAddress() {}

    /** Sixteen bytes; of an IPv4 address, the ones it has when mapped into IPv6. */
    static Optional<byte[]> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.indexOf(':') < 0 ? four(text) : six(text);
    }

    private static Optional<byte[]> four(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = mapped();
        for (int i = 0; i < parts.length; i++) {
            boolean number = parts.length == 4 && parts[i].matches("0|[1-9][0-9]{0,2}");
            if (!number || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            address[12 + i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(address);
    }

    private static Optional<byte[]> six(String text) {
        if (!text.matches("[0-9a-fA-F:.]+")) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.getByName(text).getAddress(); // with a colon it is never taken for a name
            if (address.length == 16) {
                return Optional.of(address);
            }
            byte[] mapped = mapped();
            System.arraycopy(address, 0, mapped, 12, 4);
            return Optional.of(mapped);
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    private static byte[] mapped() {
        byte[] address = new byte[16];
        address[10] = (byte) 0xff;
        address[11] = (byte) 0xff;
        return address;
    }
}
