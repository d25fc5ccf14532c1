package io.breakwater.connect.kafka;

import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What numbers of a topic belong to: the cluster, and the topic's own id, which is another when a topic is deleted and made
 * again under its name. Event Hubs have no ids of topics; there only the cluster, which is the namespace, tells.
 */
final class Origins {
    private Origins() {}

    static String of(@Nullable String cluster, Uuid topic) {
        return (cluster == null ? "" : cluster) + "/" + (topic.equals(Uuid.ZERO_UUID) ? "" : topic);
    }

    /** A broker that has learnt to tell ids since is the same broker. */
    static boolean isSame(String one, String other) {
        return cluster(one).equals(cluster(other))
                && (topic(one).isEmpty() || topic(other).isEmpty() || topic(one).equals(topic(other)));
    }

    /** Of two that are the same, the one that tells the topic's id. */
    static String fuller(String one, String other) {
        return topic(one).isEmpty() ? other : one;
    }

    private static String cluster(String origin) {
        return origin.substring(0, origin.lastIndexOf('/') + 1);
    }

    private static String topic(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }
}
