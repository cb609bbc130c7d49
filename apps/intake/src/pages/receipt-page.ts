import { renderSVG } from 'uqr';
import { when } from './case-page';
import { html, Html } from './html';
import { layout, type PageContext } from './layout';
import { wordsOf } from './words';

export interface ReceiptPageParts {
  readonly trackingId: string;
  readonly receiptCode: string;
  readonly filedAt: string;
  /** the page of the case, as a telephone opens it */
  readonly address: string;
}

/**
 * What a person takes home from a counter: number, code, and a drawn code that opens the page of the case. The drawing
 * holds the number alone, so that a photograph of it opens nothing.
 */
export function receiptPage(context: PageContext, parts: ReceiptPageParts): string {
  const words = wordsOf(context.language);
  const { trackingId, receiptCode, filedAt, address } = parts;
  return layout(
    context,
    words.receiptTitle,
    html`<h1>${words.receiptTitle}</h1>
      <p>${words.keep}</p>
      <p>${words.number}<br /><span class="code">${trackingId}</span></p>
      <p>${words.code}<br /><span class="code">${receiptCode}</span></p>
      <p>${words.received}: ${when(context.language, filedAt)}</p>
      <figure class="drawn" role="img" aria-label="${words.scan}">
        ${new Html(renderSVG(address, { ecc: 'M', border: 2 }))}
      </figure>
      <p>${words.scan}<br />${address}</p>`,
  );
}
