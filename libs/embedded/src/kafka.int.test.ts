import { Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, testKafka } from './testing';

const START = 60_000;

describeWithKafka('an embedded Kafka', () => {
  const kafka = testKafka();

  test(
    'keeps what it acknowledged through SIGKILL, on the same port',
    async () => {
      const topic = `${kafka.prefix()}-kept`;
      const client = new Kafka({ brokers: [kafka.brokers], clientId: 'test', logLevel: logLevel.NOTHING });
      const [admin, producer] = [client.admin(), client.producer()];
      await Promise.all([admin.connect(), producer.connect()]);
      await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
      await producer.send({ topic, acks: -1, messages: [{ key: 'a', value: 'one' }] });
      await kafka.restart('kill');
      expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ partition: 0, high: '1' }]);
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    },
    START,
  );
});
