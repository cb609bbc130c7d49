import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Deps, RateLimit } from '@satupintu/service';
import { type Intake } from '../intake';
import { Pages } from './pages';
import { contentSecurityPolicy } from './style';

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
};

const formType = 'application/x-www-form-urlencoded';

/** The pages for people under `/lapor`: plain forms, no scripts. In a scope of their own, so forms are read here only. */
export async function registerPages(app: NestFastifyApplication, deps: Deps, intake: Intake): Promise<void> {
  const pages = new Pages(deps, intake);
  const rateLimit = new RateLimit(deps.config.rateLimit);
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register((scope, _options, done) => {
    scope.addContentTypeParser(formType, { parseAs: 'string' }, (_request, text, parsed) =>
      parsed(null, new URLSearchParams(String(text))),
    );
    scope.addHook('onRequest', (request, reply, next) => {
      void reply.headers(headers);
      try {
        rateLimit.take(request.ip);
        next();
      } catch (error) {
        next(error as Error);
      }
    });
    scope.setErrorHandler((error, request, reply) => pages.fault(error, request, reply));
    scope.get('/lapor', (request, reply) => pages.first(request, reply));
    scope.post('/lapor', (request, reply) => pages.file(request, reply));
    scope.post('/lapor/buka', (request, reply) => pages.open(request, reply));
    scope.get('/lapor/:trackingId', (request, reply) => pages.show(request, reply));
    scope.get('/lapor/:trackingId/tanda-terima', (request, reply) => pages.receipt(request, reply));
    scope.post('/lapor/:trackingId/balasan', (request, reply) => pages.reply(request, reply));
    scope.post('/lapor/:trackingId/hapus', (request, reply) => pages.erase(request, reply));
    scope.post('/lapor/:trackingId/tutup', (request, reply) => pages.leave(request, reply));
    done();
  });
}
