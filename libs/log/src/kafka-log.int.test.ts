import { describeWithKafka, testKafka } from '@satupintu/embedded';
import { KafkaLog } from './kafka-log';
import { logContract } from './log.contract';

describeWithKafka('the log on Kafka', () => {
  const kafka = testKafka();
  let names = 0;
  let prefix: string;
  let brokers: string;

  beforeAll(() => {
    prefix = kafka.prefix();
    brokers = kafka.brokers;
  });

  logContract(() => ({
    open: () => new KafkaLog({ brokers: [brokers], clientId: prefix }),
    name: () => `${prefix}-${++names}`,
    away: () => kafka.stop('kill'),
    back: () => kafka.start(),
  }));
});
