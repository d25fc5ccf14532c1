package io.breakwater.ledger.spi;

/**
 * The way to one witness: carries a request of C2SP tlog-witness there and the answer back, and judges neither.
 *
 * <p>Implementations bound the time and the size of the answer and follow no redirects. Safe for several threads.
 */
public interface WitnessClient {
    /** The longest answer worth reading, in bytes: 64 signature lines with room for post-quantum signatures. */
    int LONGEST_ANSWER = 512 * 1024;

    /**
     * Sends the body of {@code add-checkpoint}.
     *
     * @throws WitnessUnreachable when there is no whole answer in time
     */
    Answer addCheckpoint(byte[] request);

    /** An answer as it came: HTTP status, {@code Content-Type} (empty when there was none), body. */
    record Answer(int status, String contentType, byte[] body) {}

    /** No answer: the witness is down, slow, or talks nonsense. The log goes on without its cosignature. */
    final class WitnessUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public WitnessUnreachable(String sentence, Throwable cause) {
            super(sentence, cause);
        }

        public WitnessUnreachable(String sentence) {
            super(sentence);
        }
    }
}
