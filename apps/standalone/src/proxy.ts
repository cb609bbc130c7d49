import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { type Fleet } from './fleet';
import { sendProblem } from './problem';
import { type ServiceProcess } from './process';
import { type Service } from '@satupintu/events';

/** Headers that belong to one connection (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Below the services' own keep-alive time, so that a socket is never closed just as it is used. */
const idle = 4_000;

function forwarded(incoming: IncomingMessage): IncomingHttpHeaders {
  const headers = { ...incoming.headers };
  for (const name of hopByHop) Reflect.deleteProperty(headers, name);
  headers['x-forwarded-for'] = incoming.socket.remoteAddress ?? '';
  // A body of unknown length stays one: Node chunks it anew.
  if (incoming.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';
  return headers;
}

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = { ...headers };
  for (const name of hopByHop) Reflect.deleteProperty(kept, name);
  return kept;
}

/** Passes requests on to the services, bodies and answers as they flow. */
export class Proxy {
  private readonly agent = new Agent({ keepAlive: true, timeout: idle, maxSockets: 512, scheduling: 'lifo' });

  constructor(private readonly fleet: Fleet) {}

  pass(service: Service, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const target = this.fleet.pick(service);
    if (target) this.passTo(target, incoming, outgoing);
    else away(service, incoming, outgoing);
  }

  close(): void {
    this.agent.destroy();
  }

  private passTo(target: ServiceProcess, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { service } = target.plan;
    const upstream = this.open(target, incoming);
    upstream.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, withoutHops(answer.headers));
      pipeline(answer, outgoing, () => undefined);
    });
    upstream.once('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else away(service, incoming, outgoing);
    });
    outgoing.once('close', () => upstream.destroy());
    pipeline(incoming, upstream, () => undefined);
  }

  private open({ plan }: ServiceProcess, incoming: IncomingMessage): ClientRequest {
    const { method, url } = incoming;
    const headers = forwarded(incoming);
    return request({ host: '127.0.0.1', port: plan.port, method, path: url, headers, agent: this.agent });
  }
}

function away(service: Service, incoming: IncomingMessage, outgoing: ServerResponse): void {
  incoming.resume();
  const detail = `The service ${service} is being started. Repeat with the same Idempotency-Key.`;
  sendProblem(outgoing, { status: 503, code: 'service-unavailable', detail, retryAfter: 1 });
}
