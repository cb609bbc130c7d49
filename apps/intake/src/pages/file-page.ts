import { html, type Html } from './html';
import { layout, type PageContext } from './layout';
import { type Words, wordsOf } from './words';

/** The first page: file a complaint, or open one. `key` makes a second press of the button harmless. */
export function filePage(context: PageContext, key: string, fault?: string): string {
  const words = wordsOf(context.language);
  return layout(
    context,
    words.fileTitle,
    html`<h1>${words.fileTitle}</h1>
      <p>${words.fileLead}</p>
      ${notice(fault)}
      <form method="post" action="/lapor" enctype="multipart/form-data">
        <input type="hidden" name="kunci" value="${key}" /> <label for="text">${words.text}</label
        ><textarea id="text" name="text" required maxlength="20000" aria-describedby="text-hint"></textarea>
        <p class="soft" id="text-hint">${words.textHint}</p>
        <label for="place">${words.place}</label
        ><input id="place" name="place" maxlength="2000" placeholder="${words.placeHint}" />
        ${files(words)}
        <details>
          <summary>${words.more}</summary>
          ${details(words)}
        </details>
        <details>
          <summary>${words.about}</summary>
          ${person(words)}
        </details>
        <label class="line"><input type="checkbox" name="anonymous" value="1" />${words.anonymous}</label>
        <label class="line"
          ><input type="checkbox" name="confidential" value="1" />${words.confidential}</label
        >
        <button>${words.send}</button>
      </form>
      <h2 id="lacak">${words.trackTitle}</h2>
      ${openForm(words)}`,
  );
}

const notice = (fault: string | undefined): Html | undefined =>
  fault === undefined ? undefined : html`<p class="error" role="alert">${fault}</p>`;

const files = (words: Words) =>
  html`<label for="files">${words.files}</label>
    <input
      id="files"
      type="file"
      name="files"
      multiple
      accept="image/jpeg,image/png,image/webp,application/pdf"
      aria-describedby="files-hint"
    />
    <p class="soft" id="files-hint">${words.filesHint}</p>`;

const details = (words: Words) =>
  html`<label for="title">${words.title}</label><input id="title" name="title" maxlength="300" />
    <div class="row">
      <div>
        <label for="date">${words.occurredOn}</label><input id="date" type="date" name="occurredOn" />
      </div>
      <div>
        <label for="agency">${words.agency}</label><input id="agency" name="agencyHint" maxlength="300" />
      </div>
    </div>
    <label for="kind">${words.kind}</label
    ><select id="kind" name="class">
      <option value="">${words.kindUnknown}</option>
      ${Object.entries(words.kinds).map(([value, name]) => html`<option value="${value}">${name}</option>`)}
    </select>`;

const person = (words: Words) =>
  html`<p class="soft">${words.aboutHint}</p>
    <label for="name">${words.name}</label><input id="name" name="name" maxlength="200" autocomplete="name" />
    <div class="row">
      <div>
        <label for="phone">${words.phone}</label
        ><input id="phone" name="phone" type="tel" maxlength="60" autocomplete="tel" />
      </div>
      <div>
        <label for="email">${words.email}</label
        ><input id="email" name="email" type="email" maxlength="320" autocomplete="email" />
      </div>
    </div>`;

const openForm = (words: Words, trackingId = '') =>
  html`<form method="post" action="/lapor/buka">
    <div class="row">
      <div>
        <label for="number">${words.number}</label
        ><input
          id="number"
          name="nomor"
          required
          maxlength="40"
          value="${trackingId}"
          placeholder="SP-XXXX-XXXX-XXXX"
          autocomplete="off"
        />
      </div>
      <div>
        <label for="code">${words.code}</label
        ><input
          id="code"
          name="kode"
          required
          maxlength="60"
          autocomplete="off"
          placeholder="XXXX-XXXX-XXXX-XXXX"
        />
      </div>
    </div>
    <button class="plain">${words.open}</button>
  </form>`;

/** Asks for the code. The same for a complaint that exists and one that does not. */
export function openPage(context: PageContext, trackingId: string, wrong: boolean): string {
  const words = wordsOf(context.language);
  return layout(
    context,
    words.trackTitle,
    html`<h1>${words.trackTitle}</h1>
      ${notice(wrong ? words.wrong : undefined)}${openForm(words, trackingId)}`,
  );
}

/** Something went wrong, in words for people. */
export function problemPage(context: PageContext, status: number, detail?: string): string {
  const words = wordsOf(context.language);
  const known = words.problems as Readonly<Record<number, string>>;
  return layout(
    context,
    words.problemTitle,
    html`<h1>${words.problemTitle}</h1>
      <p class="error" role="alert">${known[status] ?? words.problems[503]}</p>
      ${detail === undefined ? undefined : html`<p class="soft">${detail}</p>`}
      <p><a href="/lapor">${words.back}</a></p>`,
  );
}
