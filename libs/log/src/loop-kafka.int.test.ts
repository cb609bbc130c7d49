import { describeWithKafka, testKafka, testPostgres } from '@satupintu/embedded';
import { KafkaLog } from './kafka-log';
import { loopContract } from './loop.contract';

describeWithKafka('the loop on the log in Kafka', () => {
  const postgres = testPostgres();
  const kafka = testKafka();
  loopContract({
    log: () => Promise.resolve(new KafkaLog({ brokers: [kafka.brokers], clientId: kafka.prefix() })),
    database: () => postgres.database(),
  });
});
