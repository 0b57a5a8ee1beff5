import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Asks Apache Kafka's own classes and a broker about names and values; prints one line for each thing wrong. */
public final class Probe {
    private static final Set<String> STREAMS_PREFIXES =
        Set.of("producer.", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "admin.");
    /** What brokers hand on to a plugin of theirs; those of Cruise Control's reporter are Strimzi's to set. */
    private static final Set<String> PLUGGED_IN = Set.of("rlmm.config.", "rsm.config.", "cruise.control.metrics.topic.");
    private static int wrong;

    public static void main(String[] arguments) throws Exception {
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        switch (arguments[0]) {
            case "settings" -> rest.forEach(Probe::settings);
            case "topics" -> topics(rest.get(0), Path.of(rest.get(1)));
            case "clean" -> clean(rest.get(0));
            case "send" -> send(rest.get(0), rest.get(1), Path.of(rest.get(2)));
            case "roundtrip" -> roundtrip(rest.get(0), rest.get(1), Path.of(rest.get(2)), Path.of(rest.get(3)));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static void complain(String text) {
        wrong++;
        System.out.println(text);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (java.io.IOException error) {
            throw new java.io.UncheckedIOException(error);
        }
        return properties;
    }

    /** A role and a file, "producer=path": every name is one of Kafka's, and a client takes every value. */
    private static void settings(String argument) {
        String role = argument.substring(0, argument.indexOf('='));
        Path file = Path.of(argument.substring(argument.indexOf('=') + 1));
        Properties given = read(file);
        for (String name : unknown(role, given)) {
            complain(file + ": " + role + " has no setting " + name);
        }
        if (role.equals("broker")) {
            broker(file, given);
            return;
        }
        given.putIfAbsent("bootstrap.servers", "127.0.0.1:9");
        try {
            switch (role) {
                case "producer" -> new KafkaProducer<byte[], byte[]>(serializers(given)).close(Duration.ZERO);
                case "consumer" -> new KafkaConsumer<byte[], byte[]>(serializers(given)).close(CloseOptions.timeout(Duration.ZERO));
                case "admin" -> Admin.create(given).close(Duration.ZERO);
                default -> streams(given);
            }
        } catch (RuntimeException error) {
            Throwable cause = error;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            complain(file + ": " + error.getMessage() + ": " + cause.getMessage());
        }
    }

    /** A broker reads all of its settings, and checks how they go together, before it does anything else. */
    private static void broker(Path file, Properties given) {
        given.putIfAbsent("process.roles", "broker");
        given.putIfAbsent("node.id", "100");
        given.putIfAbsent("controller.listener.names", "CONTROLLER");
        given.putIfAbsent("controller.quorum.voters", "0@127.0.0.1:9");
        given.putIfAbsent("listeners", "PLAINTEXT://127.0.0.1:9");
        try {
            new KafkaConfig(given);
        } catch (RuntimeException error) {
            complain(file + ": " + error.getMessage());
        }
    }

    /** Kafka Streams checks its own settings at once and those of its clients when it builds them. */
    private static void streams(Properties given) {
        given.putIfAbsent("application.id", "probe");
        StreamsConfig config = new StreamsConfig(given);
        new ProducerConfig(serializers(copy(config.getProducerConfigs("probe"))));
        new ConsumerConfig(serializers(copy(config.getMainConsumerConfigs("probe", "probe", 0))));
    }

    private static Properties copy(Map<?, ?> values) {
        Properties properties = new Properties();
        values.forEach((name, value) -> {
            if (value != null) {
                properties.put(name, value);
            }
        });
        return properties;
    }

    private static Properties serializers(Properties given) {
        Properties complete = new Properties();
        complete.putAll(given);
        complete.putIfAbsent("key.serializer", ByteArraySerializer.class.getName());
        complete.putIfAbsent("value.serializer", ByteArraySerializer.class.getName());
        complete.putIfAbsent("key.deserializer", ByteArrayDeserializer.class.getName());
        complete.putIfAbsent("value.deserializer", ByteArrayDeserializer.class.getName());
        return complete;
    }

    private static List<String> unknown(String role, Properties given) {
        Set<String> known = new HashSet<>(switch (role) {
            case "producer" -> ProducerConfig.configNames();
            case "consumer" -> ConsumerConfig.configNames();
            case "admin" -> AdminClientConfig.configNames();
            case "broker" -> AbstractKafkaConfig.CONFIG_DEF.names();
            default -> StreamsConfig.configDef().names();
        });
        known.add("config.providers");
        List<String> found = new ArrayList<>();
        for (String name : given.stringPropertyNames()) {
            if (!known.contains(name) && !name.startsWith("config.providers.") && !known(role, name)) {
                found.add(name);
            }
        }
        return found;
    }

    private static boolean known(String role, String name) {
        if (role.equals("broker")) {
            return PLUGGED_IN.stream().anyMatch(name::startsWith);
        }
        if (!role.equals("streams")) {
            return false;
        }
        Set<String> clients = new HashSet<>(ProducerConfig.configNames());
        clients.addAll(ConsumerConfig.configNames());
        clients.addAll(AdminClientConfig.configNames());
        if (name.startsWith("topic.")) {
            return LogConfig.configNames().contains(name.substring("topic.".length()));
        }
        return clients.contains(name)
            || STREAMS_PREFIXES.stream().anyMatch(p -> name.startsWith(p) && clients.contains(name.substring(p.length())));
    }

    /** Lines of name, partitions, replicas and settings, split by tabs: each topic is created, read back and deleted. */
    private static void topics(String bootstrap, Path file) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (String line : Files.readAllLines(file)) {
                String[] part = line.split("\t");
                Map<String, String> asked = new TreeMap<>();
                for (int i = 3; i < part.length; i++) {
                    asked.put(part[i].substring(0, part[i].indexOf('=')), part[i].substring(part[i].indexOf('=') + 1));
                }
                topic(admin, new NewTopic(part[0], Integer.parseInt(part[1]), Short.parseShort(part[2])).configs(asked), asked);
            }
        }
    }

    private static void topic(Admin admin, NewTopic topic, Map<String, String> asked) throws Exception {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (java.util.concurrent.ExecutionException error) {
            complain(topic.name() + ": " + error.getCause().getMessage());
            return;
        }
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config actual = described(admin, resource);
        asked.forEach((name, value) -> {
            var entry = actual.get(name);
            if (entry == null || !entry.value().equals(value)) {
                complain(topic.name() + ": " + name + " is " + (entry == null ? "unknown" : entry.value()) + ", not " + value);
            }
        });
        admin.deleteTopics(List.of(topic.name())).all().get();
    }

    /** A broker may learn of a new topic a moment later than the controller. */
    private static Config described(Admin admin, ConfigResource resource) throws Exception {
        for (int tries = 0; ; tries++) {
            try {
                return admin.describeConfigs(List.of(resource)).all().get().get(resource);
            } catch (java.util.concurrent.ExecutionException error) {
                if (tries > 50 || !(error.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw error;
                }
                Thread.sleep(100);
            }
        }
    }

    /** Removes what tests left behind: topics, ACLs, quotas. */
    private static void clean(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<String> topics = new ArrayList<>(admin.listTopics().names().get());
            topics.removeIf(name -> name.startsWith("__"));
            admin.deleteTopics(topics).all().get();
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
            List<ClientQuotaAlteration> changes = new ArrayList<>();
            admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get().forEach((entity, values) ->
                changes.add(new ClientQuotaAlteration(entity,
                    values.keySet().stream().map(name -> new ClientQuotaAlteration.Op(name, null)).toList())));
            admin.alterClientQuotas(changes).all().get();
            for (int i = 0; i < 100 && admin.listTopics().names().get().stream().anyMatch(topics::contains); i++) {
                Thread.sleep(100);
            }
        }
    }

    /** Sends one record as whoever the file signs in. */
    private static void send(String bootstrap, String topic, Path file) throws Exception {
        Properties given = serializers(read(file));
        given.put("bootstrap.servers", bootstrap);
        given.put("max.block.ms", "20000");
        try (var producer = new KafkaProducer<byte[], byte[]>(given)) {
            producer.send(new ProducerRecord<>(topic, new byte[10])).get();
        } catch (java.util.concurrent.ExecutionException error) {
            complain(error.getCause().getClass().getSimpleName());
        }
    }

    /** Sends records with one file's settings and reads all of them back with another's. */
    private static void roundtrip(String bootstrap, String topic, Path producerFile, Path consumerFile) throws Exception {
        int records = 2000;
        byte[] value = new byte[500];
        Properties producing = serializers(read(producerFile));
        producing.put("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<byte[], byte[]>(producing)) {
            boolean transactional = producing.containsKey("transactional.id");
            if (transactional) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, Integer.toString(i).getBytes(StandardCharsets.UTF_8), value));
            }
            if (transactional) {
                producer.commitTransaction();
            }
            producer.flush();
        }
        Properties consuming = serializers(read(consumerFile));
        consuming.put("bootstrap.servers", bootstrap);
        consuming.putIfAbsent("group.id", "probe");
        consuming.putIfAbsent("auto.offset.reset", "earliest");
        Set<String> keys = new HashSet<>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(consuming)) {
            consumer.subscribe(List.of(topic));
            for (long end = System.nanoTime() + 60_000_000_000L; keys.size() < records && System.nanoTime() < end; ) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> keys.add(new String(r.key(), StandardCharsets.UTF_8)));
            }
        }
        if (keys.size() != records) {
            complain("sent " + records + " records and read " + keys.size());
        }
    }
}
