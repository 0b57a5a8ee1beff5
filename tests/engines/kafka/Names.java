import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Prints the names of Apache Kafka's own public settings: those of brokers, or those of topics. */
public final class Names {
    public static void main(String[] arguments) {
        Set<String> names = new TreeSet<>();
        if (arguments[0].equals("topics")) {
            names.addAll(LogConfig.configNames());
        } else {
            AbstractKafkaConfig.CONFIG_DEF.configKeys().forEach((name, key) -> {
                if (!key.internalConfig) {
                    names.add(name);
                }
            });
        }
        names.removeIf(name -> name.startsWith("internal."));
        names.forEach(System.out::println);
    }
}
