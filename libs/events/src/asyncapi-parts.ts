export const ref = (path: string) => ({ $ref: `#/${path}` });
export const contentType = 'application/cloudevents+json';

/** Where the topics and the calls are; every installation has its own. */
export const servers = {
  kafka: {
    host: '{broker}',
    protocol: 'kafka',
    description: 'Topics, where the log is Kafka.',
    variables: { broker: { default: 'localhost:9092' } },
  },
  api: {
    host: '{host}',
    protocol: 'https',
    description: 'The one address of all calls.',
    variables: { host: { default: 'localhost:3000' } },
  },
};

export const onKafka = { servers: [ref('servers/kafka')] };
export const onHttp = { servers: [ref('servers/api')] };
