import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Development } from './development';
import { type Health } from './health';
import { notFound, sendJson, sendProblem } from './problem';
import { type Proxy } from './proxy';
import { serviceOf } from './services';

export interface FrontParts {
  readonly proxy: Proxy;
  readonly health: Health;
  /** absent in production */
  readonly development: Development | undefined;
}

const MiB = 1024 * 1024;
/** Files come to two places; everything else is JSON, with the services' own limit. */
const mostBytes = (path: string) => (/^\/(v1\/attachments|lapor)\b/.test(path) ? 56 * MiB : MiB);

/** A service would cut the connection while we still send, and its answer would be lost. */
function tooLarge(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  sendProblem(response, {
    status: 413,
    code: 'too-large',
    detail: 'The body is larger than this call takes.',
  });
}

/** The one address: passes on to the services by the first path segment, and answers for all of them together. */
export class Front {
  private readonly server: Server;

  constructor(private readonly parts: FrontParts) {
    this.server = createServer((request, response) => this.take(request, response));
    this.server.keepAliveTimeout = 30_000;
  }

  /** The port it listens on. @throws where another program has it */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(`port ${port} is taken; choose another one with --port`)
            : error,
        ),
      );
      this.server.listen(port, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** Takes no more, lets what is under way end, and cuts what does not (streams). */
  async close(patience = 2_000): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const hard = setTimeout(() => this.server.closeAllConnections(), patience);
    await closed;
    clearTimeout(hard);
    this.parts.proxy.close();
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (Number(request.headers['content-length'] ?? 0) > mostBytes(path)) {
      tooLarge(request, response);
      return;
    }
    const service = serviceOf(path);
    if (service) {
      this.parts.proxy.pass(service, request, response);
      return;
    }
    const { development } = this.parts;
    const isDevelopment = development && path.startsWith('/v1/dev/');
    const answered = isDevelopment
      ? development.answer(request, response, path.slice('/v1/dev/'.length))
      : this.own(path, request, response);
    answered.catch(() => response.destroy());
  }

  private async own(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    switch (path) {
      case '/':
        response.writeHead(302, { location: '/lapor' }).end();
        break;
      case '/health/live':
        sendJson(response, 200, { status: 'live' });
        break;
      case '/health/ready':
        await this.ready(response);
        break;
      case '/metrics':
        response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
        response.end(await this.parts.health.metrics());
        break;
      default:
        sendProblem(response, notFound);
    }
  }

  private async ready(response: ServerResponse): Promise<void> {
    const { health } = this.parts;
    const services = await health.ready();
    const ready = health.opened && Object.values(services).every(Boolean);
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', services });
  }
}
