import { randomUUID } from 'node:crypto';
import { type Deps, Problem } from '@satupintu/service';
import Ajv from 'ajv';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { readTrackingId, receiptCodeOf } from '../filing/ids';
import { type Intake } from '../intake';
import { type Language } from '../tracking/sentence';
import { ErasureBody, ReplyBody } from '../tracking/shapes';
import { casePage } from './case-page';
import { cookieOf, setCookie } from './cookies';
import { filePage, openPage, problemPage } from './file-page';
import { complaintOf, readForm } from './form';
import { type PageContext } from './layout';
import { receiptPage } from './receipt-page';

const ajv = new Ajv({ strict: false });
const isReply = ajv.compile<ReplyBody>(ReplyBody);
const isErasure = ajv.compile<ErasureBody>(ErasureBody);
const anHour = 3_600;
const aYear = 365 * 24 * anHour;

/** What happens behind the forms: the same as behind the calls of the interface. */
export class Pages {
  constructor(
    private readonly deps: Deps,
    private readonly intake: Intake,
  ) {}

  first(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.send(reply, 200, filePage(this.context(request, reply), randomUUID()));
  }

  async file(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = await readForm(request);
    const key = keyOf(form.fields);
    const attachments: string[] = [];
    for (const [index, content] of form.files.entries()) {
      attachments.push((await this.intake.upload.upload(content, 'lapor', key && `${key}:${index}`)).id);
    }
    const body = complaintOf(form, attachments);
    const { trackingId, receiptCode } = await this.intake.file.file({
      body,
      person: undefined,
      idempotencyKey: key,
    });
    this.remember(reply, trackingId, receiptCode);
    return reply.redirect(`/lapor/${trackingId}?baru=1`, 303);
  }

  /** Number and code: kept in a cookie for the page, so that neither stands in an address together with the other. */
  async open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { fields } = await readForm(request);
    const typed = fields.get('nomor') ?? '';
    const code = fields.get('kode') ?? '';
    try {
      await this.intake.cases.open(typed, code);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
      return this.send(
        reply,
        404,
        openPage({ ...this.context(request, reply), path: '/lapor' }, typed, true),
      );
    }
    const trackingId = readTrackingId(typed) ?? '';
    this.remember(reply, trackingId, code);
    return reply.redirect(`/lapor/${trackingId}`, 303);
  }

  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = this.context(request, reply);
    const typed = trackingOf(request);
    const code = cookieOf(request, 'kode');
    if (code === undefined) return this.send(reply, 200, openPage(context, typed, false));
    const complaintId = await this.opened(request);
    if (complaintId === undefined) return this.send(reply, 404, openPage(context, typed, true));
    const view = await this.intake.reading.read(complaintId, context.language);
    const isNew = (request.query as Record<string, unknown>)['baru'] === '1';
    const filed = isNew ? { receiptCode: receiptCodeOf(this.intake.keys.secret, complaintId) } : undefined;
    return this.send(
      reply,
      200,
      casePage(isNew ? { ...context, query: 'baru=1' } : context, { view, filed, key: randomUUID() }),
    );
  }

  /** On paper. A front end at a counter gives the code in the header that programs give it in. */
  async receipt(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = this.context(request, reply);
    const given = request.headers['receipt-code'];
    const code = (Array.isArray(given) ? given[0] : given) ?? cookieOf(request, 'kode') ?? '';
    const complaintId = await this.intake.cases.open(trackingOf(request), code);
    const { trackingId, filedAt } = await this.intake.reading.read(complaintId, context.language);
    const address = `${this.deps.config.publicUrl.replace(/\/$/, '')}/lapor/${trackingId}`;
    const receiptCode = receiptCodeOf(this.intake.keys.secret, complaintId);
    return this.send(reply, 200, receiptPage(context, { trackingId, receiptCode, filedAt, address }));
  }

  async reply(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { fields } = await readForm(request);
    const complaintId = await this.mustBeOpen(request);
    const text = (fields.get('text') ?? '').replaceAll('\r\n', '\n');
    const rating = Number(fields.get('rating') ?? '');
    const kind = fields.get('kind');
    const body: unknown = {
      kind,
      ...(text.trim() !== '' && { text }),
      ...(kind === 'confirm' && rating > 0 && { rating }),
    };
    if (!isReply(body)) throw new Problem(400, 'invalid-body', 'The form has faults.');
    const said = await this.intake.replies.reply(complaintId, body, keyOf(fields));
    if (!('receiptCode' in said)) return reply.redirect(`/lapor/${trackingOf(request)}`, 303);
    // Too late for the closed complaint: a new one goes on from it, with a number and a code of its own.
    this.remember(reply, said.trackingId, said.receiptCode);
    return reply.redirect(`/lapor/${said.trackingId}?baru=1`, 303);
  }

  async erase(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { fields } = await readForm(request);
    const complaintId = await this.mustBeOpen(request);
    const body: unknown = { scope: fields.get('scope') };
    if (!isErasure(body) || !fields.has('yakin'))
      throw new Problem(400, 'invalid-body', 'The form has faults.');
    await this.intake.erasure.erase(complaintId, body, keyOf(fields));
    return reply.redirect(`/lapor/${trackingOf(request)}`, 303);
  }

  /** Takes the code back from the browser: others may use it after. */
  async leave(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const trackingId = readTrackingId(trackingOf(request));
    if (trackingId !== undefined)
      setCookie(reply, 'kode', '', { path: `/lapor/${trackingId}`, maxAge: 0, secure: this.secure });
    return reply.redirect('/lapor', 303);
  }

  fault(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const status = statusOf(error);
    if (status >= 500) this.deps.logger.error({ err: error }, 'a page failed');
    const context = { ...this.context(request, reply), path: '/lapor' };
    if (error instanceof Problem && error.retryAfter !== undefined)
      void reply.header('retry-after', String(error.retryAfter));
    else if (status === 503) void reply.header('retry-after', '5');
    return this.send(reply, status, problemPage(context, status));
  }

  private context(request: FastifyRequest, reply: FastifyReply): PageContext {
    const asked = (request.query as Record<string, unknown>)['bahasa'];
    const chosen = asked === 'en' || asked === 'id' ? asked : undefined;
    if (chosen) setCookie(reply, 'bahasa', chosen, { path: '/lapor', maxAge: aYear, secure: this.secure });
    const language: Language = chosen ?? (cookieOf(request, 'bahasa') === 'en' ? 'en' : 'id');
    const [path = '/lapor'] = request.url.split('?');
    return { language, path };
  }

  private get secure(): boolean {
    return this.deps.config.publicUrl.startsWith('https:');
  }

  private remember(reply: FastifyReply, trackingId: string, code: string): void {
    setCookie(reply, 'kode', code, { path: `/lapor/${trackingId}`, maxAge: anHour, secure: this.secure });
  }

  private async opened(request: FastifyRequest): Promise<string | undefined> {
    try {
      return await this.intake.cases.open(trackingOf(request), cookieOf(request, 'kode') ?? '');
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }

  private async mustBeOpen(request: FastifyRequest): Promise<string> {
    return this.intake.cases.open(trackingOf(request), cookieOf(request, 'kode') ?? '');
  }

  private async send(reply: FastifyReply, status: number, page: string): Promise<FastifyReply> {
    return reply.status(status).type('text/html; charset=utf-8').send(page);
  }
}

/** Made with the page: a second press of the button is the same wish. */
const keyOf = (fields: ReadonlyMap<string, string>): string | undefined => fields.get('kunci') || undefined;
const trackingOf = (request: FastifyRequest): string =>
  (request.params as Record<string, string>)['trackingId'] ?? '';

function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.status;
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return 413;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600 ? statusCode : 503;
}
