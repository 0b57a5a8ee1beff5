"""Ask librdkafka about settings; runs in the engines' environment, whose confluent-kafka carries it.

Reads JSON from standard input: ``settings`` are checked one by one, ``pairs`` of producer and consumer settings are
used against a broker. Prints one line for each thing wrong.
"""

import json
import sys
import time

from confluent_kafka import Consumer, KafkaException, Producer


RECORDS = 2000
SECONDS = 60


def complain(text):
    """Print what is wrong."""
    sys.stdout.write(text + "\n")


def construct(name, role, settings):
    """Make a client: unknown names, values out of range and settings that clash are refused here."""
    try:
        client = (
            Producer(settings)
            if role == "producer"
            else Consumer({"group.id": "probe", **settings})
        )
    except (KafkaException, ValueError, TypeError) as error:
        complain(f"{name}: {error}")
        return
    if role != "producer":
        client.close()


def round_trip(name, producing, consuming, topic):
    """Send records with one client's settings and read all of them back with another's."""
    producer = Producer(producing)
    if "transactional.id" in producing:
        producer.init_transactions(30)
        producer.begin_transaction()
    for number in range(RECORDS):
        producer.produce(topic, b"x" * 500, key=str(number))
        producer.poll(0)
    if "transactional.id" in producing:
        producer.commit_transaction(30)
    producer.flush(30)
    consumer = Consumer(consuming)
    consumer.subscribe([topic])
    keys, end = set(), time.monotonic() + SECONDS
    while len(keys) < RECORDS and time.monotonic() < end:
        for message in consumer.consume(500, 0.2):
            if message.error() is None:
                keys.add(message.key())
    consumer.close()
    if len(keys) != RECORDS:
        complain(f"{name}: sent {RECORDS} records and read {len(keys)}")


asked = json.load(sys.stdin)
for item in asked.get("settings", []):
    construct(item["name"], item["role"], item["settings"])
for item in asked.get("pairs", []):
    round_trip(item["name"], item["producer"], item["consumer"], item["topic"])
