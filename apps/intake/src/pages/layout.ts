import { type Language } from '../tracking/sentence';
import { type Html, html, Html as Raw } from './html';
import { style } from './style';
import { wordsOf } from './words';

/** What every page knows. */
export interface PageContext {
  readonly language: Language;
  /** of this page, for the switch of language */
  readonly path: string;
  /** what else the address says: `baru=1` */
  readonly query?: string | undefined;
}

/** A whole page: works without scripts, on paper, and with a screen reader. */
export function layout({ language, path, query }: PageContext, title: string, content: Html): string {
  const words = wordsOf(language);
  const other = language === 'en' ? 'id' : 'en';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} · satupintu</title>
        <style>
          ${new Raw(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#isi">${words.skip}</a>
        <header>
          <a href="/lapor"><strong>satupintu</strong></a
          ><a
            href="${path}?bahasa=${other}${query !== undefined && `&${query}`}"
            lang="${other}"
            hreflang="${other}"
            >${words.other}</a
          >
        </header>
        <main id="isi">${content}</main>
        <footer>${words.tagline}. ${words.footer}</footer>
      </body>
    </html>`.text;
}
