import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogFaults } from '@satupintu/log';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { mountFastCalls } from '../calls/mount';
import { readJsonBodies } from '../http/json-body';
import { nestLogger } from '../http/logger';
import { notFound } from '../http/problem';
import { ProblemFilter, sendProblem } from '../http/problem.filter';
import { type ModuleParts, ServiceModule } from './service.module';

/** Largest JSON body, bytes. Multipart has its own limit. */
const bodyLimit = 1024 * 1024;

/** The service's HTTP side, wired and not listening yet. */
export async function makeHttp(parts: ModuleParts): Promise<NestFastifyApplication> {
  const { definition, deps, machinery, strategy } = parts;
  const filter = new ProblemFilter(deps.logger);
  const adapter = new FastifyAdapter({
    bodyLimit,
    // One proxy is believed: what a caller wrote into X-Forwarded-For itself stands before its entry.
    trustProxy: deps.config.trustProxy ? 1 : false,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 500 },
    // An address that cannot even be decoded names nothing.
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, notFound()),
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest means plain options
  const app = await NestFactory.create<NestFastifyApplication>(ServiceModule.of(parts), adapter, {
    bodyParser: false,
    logger: nestLogger(deps.logger),
    abortOnError: false,
  });
  app.useGlobalFilters(filter);
  app.connectMicroservice({ strategy }, { deferInitialization: true }).useGlobalFilters(new LogFaults());
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  readJsonBodies(fastify);
  fastify.decorateRequest('call', undefined);
  // Answers are for whoever asked, also where the right to ask stands in a header that caches do not know.
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.header('cache-control', 'no-store');
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    deps.metrics.calls.inc({ method: request.method, route, status: reply.statusCode });
    done();
  });
  mountFastCalls(fastify, definition.fastCalls ?? [], { deps, machinery, filter });
  await definition.configure?.(app, deps);
  await app.init();
  await app.startAllMicroservices();
  return app;
}

/** Machine time, milliseconds: how often connections that fell idle are looked for, and how long an answer may take. */
const sweep = 100;
const patience = 6_000;

/**
 * Ends the HTTP side: calls that are being answered are answered, the longest of which waits five seconds for a
 * position. The server itself looks for idle connections once only, and counts one on which nothing was ever asked as
 * busy, so that without this a client that merely connected would hold up the end for a minute.
 */
export async function closeHttp(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const sweeping = setInterval(() => server.closeIdleConnections(), sweep);
  const cutting = setTimeout(() => server.closeAllConnections(), patience);
  try {
    await app.close();
  } finally {
    clearInterval(sweeping);
    clearTimeout(cutting);
  }
}
