/** Logs from the partitions of a Kafka topic, which is also how an Azure Event Hub is read. Start at {@code KafkaSource}. */
@NullMarked
package io.breakwater.connect.kafka;

import org.jspecify.annotations.NullMarked;
