package io.breakwater.access.spi;

import org.jspecify.annotations.Nullable;

/** A door that did not do as asked. Messages never carry secrets. */
public abstract sealed class ProviderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ProviderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The target answered, and the answer was no. */
    public static final class Refused extends ProviderException {
        private static final long serialVersionUID = 1L;

        public Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The target could not be asked, or its answer did not arrive. */
    public static final class Unreachable extends ProviderException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
