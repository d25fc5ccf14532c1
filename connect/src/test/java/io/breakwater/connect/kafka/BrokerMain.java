package io.breakwater.connect.kafka;

import java.io.PrintStream;

/**
 * Formats the broker's folder where that is still to be done, and runs the broker: one process instead of two. Both are
 * Scala's, which is why they are called by their names.
 */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        String[] format = {"format", "--ignore-formatted", "-t", args[1], "-c", args[0]};
        Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {args[0]});
    }
}
