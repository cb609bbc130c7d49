import { Controller, Delete, Get, Inject, Post } from '@nestjs/common';
import { type Person } from '@satupintu/domain';
import { type Owner, Shape } from '@satupintu/events';
import {
  Call,
  type Command,
  Commanded,
  defaultLimit,
  type Deps,
  forbidden,
  newWebhookSecret,
  Next,
  notFound,
  pageOf,
  parseCursor,
  openAnswer,
  Problem,
  reachOf,
  sealAnswer,
  SERVICE_DEPS,
  ValidQuery,
  webhookUrlFault,
  Who,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';
import { addresseeOf, type Contact, Contacts, type Way } from './contacts';
import { contactScope, maySetContact } from './scope';
import { ContactBody, ContactPlace, ContactSet, ContactShown, ContactsQuery } from './shapes';

type Posted = Static<typeof ContactBody>;
/** What sealed answers are about. */
const answered = 'notice-contact-answer';

/** Whom to tell how. Addresses are on no log: they may be persons'. */
@Controller('v1/notices/contacts')
export class ContactsController {
  private readonly contacts: Contacts;

  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {
    this.contacts = new Contacts(deps.pool, deps.master);
  }

  @Get()
  @Call({
    summary: 'How organisations and units are told of escalations and reminders',
    access: ['coordinator', 'national', 'analyst'],
    query: ContactsQuery,
    answer: Shape({ items: Type.Array(ContactShown), next: Next }),
  })
  async list(@Who() person: Person, @ValidQuery() query: Static<typeof ContactsQuery>) {
    const { limit = defaultLimit, cursor } = query;
    const organisation = contactScope(person, query.organisation);
    const after = cursor === undefined ? '' : String(parseCursor(cursor, 1)[0]);
    const page = await this.contacts.page(organisation, after, limit + 1);
    return pageOf(page, limit, shown, ({ to }) => [addresseeOf(to)]);
  }

  @Post()
  @Call({
    summary:
      'Say how an organisation or a unit is told, by e-mail or webhook, in place of what was said before',
    access: ['coordinator', 'national', 'analyst'],
    body: ContactBody,
    answer: ContactSet,
    status: 201,
  })
  async set(@Commanded() { person, call, idempotencyKey: key, body }: Command<Posted>) {
    this.check(person, body);
    const { idempotency, master, clock } = this.deps;
    const repeat = { who: `person:${person.subject}`, call, key, body };
    const attempt = await idempotency.begin(repeat);
    if (attempt.answer !== undefined) return this.opened(attempt.answer);
    const decided = attempt.facts ?? [
      await sealAnswer(master, answered, created(contactOf(body, clock.now()))),
    ];
    const [kept = ''] = await idempotency.decided(attempt, repeat, decided);
    const answer = await this.opened(kept);
    await this.contacts.put(contactOf(answer, answer.since));
    return this.opened(await idempotency.answered(attempt, repeat, kept));
  }

  private async opened(text: string): Promise<Static<typeof ContactSet>> {
    return (await openAnswer(this.deps.master, answered, text)) as Static<typeof ContactSet>;
  }

  @Delete()
  @Call({
    summary: 'Tell an organisation or a unit no more',
    access: ['coordinator', 'national', 'analyst'],
    query: ContactPlace,
    answer: ContactPlace,
  })
  async remove(@Who() person: Person, @ValidQuery() query: Static<typeof ContactPlace>) {
    if (!maySetContact(person, query.organisation)) throw forbidden();
    const to = ownerOf(query);
    if (!(await this.contacts.remove(to))) throw notFound();
    return to;
  }

  /** @throws Problem 403 out of scope, 422 with pointers */
  private check(person: Person, { organisation, unit, email, webhook }: Posted): void {
    if (!maySetContact(person, organisation)) throw forbidden();
    const directory = this.deps.reference.directory();
    if (!directory.organisation(organisation)) throw refused('/organisation', 'is not in the directory');
    if (unit !== undefined && (!unit.startsWith(`${organisation}/`) || !directory.unit(unit)))
      throw refused('/unit', 'is no unit of the organisation');
    if ((email === undefined) === (webhook === undefined)) throw refused('', 'needs either email or webhook');
    const fault = webhook && webhookUrlFault(webhook.url, reachOf(this.deps.config));
    if (fault !== undefined) throw refused('/webhook/url', fault);
  }
}

const refused = (pointer: string, detail: string) =>
  new Problem(422, 'invalid-contact', 'Nobody can be told like this.', { errors: [{ pointer, detail }] });

const ownerOf = ({ organisation, unit }: { organisation: string; unit?: string }): Owner =>
  unit === undefined ? { organisation } : { organisation, unit };

/** Makes the secret where none was given. */
const contactOf = (posted: Posted, since: string): Contact => ({
  to: ownerOf(posted),
  way: wayOf(posted),
  since,
});

function wayOf({ email = '', webhook }: Posted): Way {
  if (!webhook) return { by: 'email', email };
  const { url, secret = newWebhookSecret() } = webhook;
  return { by: 'webhook', url, secret };
}

const shown = ({ to, way, since }: Contact): Static<typeof ContactShown> =>
  way.by === 'email' ? { ...to, email: way.email, since } : { ...to, webhook: { url: way.url }, since };

const created = ({ to, way, since }: Contact): Static<typeof ContactSet> =>
  way.by === 'email'
    ? { ...to, email: way.email, since }
    : { ...to, webhook: { url: way.url, secret: way.secret }, since };
