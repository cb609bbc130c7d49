import { type Language } from '../tracking/sentence';
import { type CaseAnswer } from '../tracking/shapes';
import { html, type Html } from './html';
import { layout, type PageContext } from './layout';
import { type Words, wordsOf } from './words';

export interface CasePageParts {
  readonly view: CaseAnswer;
  /** shown once, on the page after filing */
  readonly filed?: { readonly receiptCode: string } | undefined;
  readonly key: string;
}

/** Instants as people in the capital read them; the zone is said. */
export function when(language: Language, instant: string): Html {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Jakarta',
  });
  return html`<time datetime="${instant}">${format.format(new Date(instant))} WIB</time>`;
}

/** The reporter's page of one complaint. */
export function casePage(context: PageContext, parts: CasePageParts): string {
  const words = wordsOf(context.language);
  const { view, filed, key } = parts;
  return layout(
    context,
    view.trackingId,
    html`${filed ? receipt(words, view, filed.receiptCode) : html`<h1>${view.trackingId}</h1>`}
      ${standing(context.language, words, view)} ${answers(context.language, words, view)}
      ${view.canReply.length > 0 ? replyForm(words, view, key) : undefined}
      <h2>${words.yours}</h2>
      ${view.title === undefined ? undefined : html`<p><strong>${view.title}</strong></p>`}
      ${view.text === '' ? html`<p class="soft">${words.erased}</p>` : html`<blockquote>${view.text}</blockquote>`}
      <h2>${words.life}</h2>
      <ol class="life">
        ${view.timeline.map(({ at, text }) => html`<li>${when(context.language, at)}${text}</li>`)}
      </ol>
      ${view.erased === 'all' ? undefined : eraseForm(words, view, key)}
      <form method="post" action="/lapor/${view.trackingId}/tutup">
        <button class="plain">${words.leave}</button>
      </form>`,
  );
}

const receipt = (words: Words, view: CaseAnswer, code: string) =>
  html`<h1>${words.receivedTitle}</h1>
    <div class="mark" role="status">
      <p>${words.keep}</p>
      <p>${words.number}<br /><span class="code">${view.trackingId}</span></p>
      <p>${words.code}<br /><span class="code">${code}</span></p>
      <p><a href="/lapor/${view.trackingId}/tanda-terima">${words.printReceipt}</a></p>
    </div>`;

function standing(
  language: Language,
  words: Words,
  { status, lead, handler, dueAt, replyUntil, ageDays }: CaseAnswer,
): Html {
  const names = words.statuses as Readonly<Record<string, string>>;
  return html`<p>${words.status}: <span class="status">${names[status] ?? status}</span></p>
    ${lead && html`<p>${words.lead}: <span class="status">${names[lead.status] ?? lead.status}</span></p>`}
    ${handler && html`<p>${words.handler}: <strong>${handler.name}</strong></p>`}
    <p>${words.age}: ${ageDays.gross}</p>
    ${dueAt !== undefined && html`<p>${words.due}: ${when(language, dueAt)}</p>`}
    ${replyUntil !== undefined && html`<p>${words.replyUntil}: ${when(language, replyUntil)}</p>`}`;
}

function answers(language: Language, words: Words, view: CaseAnswer): Html {
  if (view.answers.length === 0)
    return html`<h2>${words.answers}</h2>
      <p class="soft">${words.noAnswers}</p>`;
  return html`<h2>${words.answers}</h2>
    ${view.answers.map(
      ({ kind, at, name, text }) =>
        html`<p>
            <strong>${words[kind]}</strong
            >${name === undefined ? undefined : html` · ${name}`}${when(language, at)}
          </p>
          <blockquote>${text ?? words.erased}</blockquote>`,
    )}`;
}

const replyForm = (words: Words, view: CaseAnswer, key: string) =>
  html`<h2>${words.reply}</h2>
    <form method="post" action="/lapor/${view.trackingId}/balasan">
      <input type="hidden" name="kunci" value="${key}" />
      <fieldset>
        <legend class="skip">${words.reply}</legend>
        ${view.canReply.map((kind) => html`<label class="line"><input type="radio" name="kind" value="${kind}" required />${words.replies[kind]}</label>`)}
      </fieldset>
      <label for="reply">${words.replyText}</label
      ><textarea id="reply" name="text" maxlength="20000"></textarea>
      ${
        view.canReply.includes('confirm') &&
        html`<label for="rating">${words.rating}</label
          ><select id="rating" name="rating">
            <option value="">–</option>
            ${[1, 2, 3, 4, 5].map((n) => html`<option>${n}</option>`)}
          </select>`
      }
      <button>${words.reply}</button>
    </form>`;

const eraseForm = (words: Words, view: CaseAnswer, key: string) =>
  html`<details>
    <summary>${words.erase}</summary>
    <form method="post" action="/lapor/${view.trackingId}/hapus">
      <input type="hidden" name="kunci" value="${key}" />
      <p>${words.eraseHint}</p>
      ${view.erased === 'no' && html`<label class="line"><input type="radio" name="scope" value="identity" required />${words.eraseIdentity}</label>`}
      <label class="line"><input type="radio" name="scope" value="all" required />${words.eraseAll}</label>
      <label class="line"><input type="checkbox" name="yakin" value="1" required />${words.sure}</label
      ><button>${words.doErase}</button>
    </form>
  </details>`;
