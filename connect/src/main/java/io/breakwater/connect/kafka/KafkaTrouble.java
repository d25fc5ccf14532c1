package io.breakwater.connect.kafka;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Why a topic cannot be read now, and what to do. The words are ours: a broker's may repeat what it was sent, and that is
 * the password.
 */
enum KafkaTrouble {
    UNREACHABLE("no broker answers: is the address right, the broker up, the port open, and TLS spoken on both sides?"),
    TOPIC_MISSING("there is no such topic: create it, or correct breakwater.watch"),
    NOT_AUTHENTICATED("the broker does not accept who this server says it is: correct the user and secret"),
    NO_TOKEN(
            "no token was had: is sasl.oauthbearer.token.endpoint.url right and reachable, and are clientId, clientSecret"
                    + " and scope?"),
    TLS_FAILED(
            "no trusted connection: is ssl.truststore.* the broker's authority, and the broker's name in its certificate?"),
    NOT_ALLOWED("this server may not read the topic: allow it READ and DESCRIBE on the topic,"
            + " or on Azure the role Azure Event Hubs Data Receiver or a policy with Listen"),
    SETTINGS_REFUSED("the settings cannot be used"),
    DISK_REFUSED("the folder watch in the data folder cannot be written; see its room and its rights"),
    FAILED("reading failed; it goes on where it was");

    private final String remedy;

    KafkaTrouble(String remedy) {
        this.remedy = remedy;
    }

    /** Trouble that has its name. */
    static final class Named extends IOException {
        private static final long serialVersionUID = 1L;

        private Named(String sentence) {
            super(sentence);
        }
    }

    /** What a failure of the client means. */
    static Named of(KafkaPlace place, Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        KafkaTrouble kind = kind(cause);
        String detail = kind == FAILED ? " (" + cause.getClass().getSimpleName() + ")" : "";
        return kind.with(place + detail);
    }

    private static KafkaTrouble kind(Throwable cause) {
        if (cause instanceof SslAuthenticationException) {
            return TLS_FAILED;
        } else if (cause instanceof SaslAuthenticationException) {
            return NOT_AUTHENTICATED;
        } else if (cause instanceof AuthorizationException) {
            return NOT_ALLOWED;
        } else if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return TOPIC_MISSING;
        } else if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return UNREACHABLE;
        }
        return construction(cause);
    }

    /** A client that could not be made says why only in its cause. */
    private static KafkaTrouble construction(Throwable failure) {
        if (Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(LoginException.class::isInstance)) {
            return NO_TOKEN;
        }
        boolean wrapped = failure.getClass() == KafkaException.class && failure.getCause() != null;
        Throwable cause = wrapped ? failure.getCause() : failure;
        if (cause instanceof ConfigException
                && String.valueOf(cause.getMessage()).contains("No resolvable bootstrap")) {
            return UNREACHABLE;
        }
        return wrapped || cause instanceof ConfigException ? SETTINGS_REFUSED : FAILED;
    }

    Named with(String what) {
        return new Named("KAFKA_" + name() + ": " + what + ": " + remedy);
    }
}
