package io.breakwater.connect.s3;

import java.util.Optional;
import java.util.function.Consumer;

/** What work on another thread came to: a value, or what failed. */
final class Answer<T> {
    private final Optional<T> value;
    private final Optional<Failed> failed;

    private Answer(Optional<T> value, Optional<Failed> failed) {
        this.value = value;
        this.failed = failed;
    }

    /** Work that may fail in a way that has a name. */
    interface Work<T> {
        T run() throws Failed;
    }

    static <T> Answer<T> of(Work<T> work) {
        try {
            return new Answer<>(Optional.of(work.run()), Optional.empty());
        } catch (Failed e) {
            return failed(e);
        }
    }

    static <T> Answer<T> failed(Failed why) {
        return new Answer<>(Optional.empty(), Optional.of(why));
    }

    void ifGood(Consumer<T> use) {
        value.ifPresent(use);
    }

    T orThrow() throws Failed {
        if (failed.isPresent()) {
            throw failed.get();
        }
        return value.orElseThrow();
    }
}
