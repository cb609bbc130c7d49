import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';
import { startSystem, type System } from './harness';

/** The reporter's pages in a real browser, on a small screen, with scripts switched off. */
describe('the pages for people', () => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => {
    system = await startSystem('--empty', '--clock', '2026-03-17T03:00:00.000Z');
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: chromium.args,
      headless: true,
    });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  async function open(path: string): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(system.address + path);
    return page;
  }
  const textOf = (page: Page) => page.locator('main').innerText();
  const submit = (page: Page, having: string) => page.locator(`form:has(${having}) button`).last().click();

  it('take a complaint, give a number and a code, and show what becomes of it', async () => {
    const page = await open('/lapor');
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    await page.fill(
      'textarea[name=text]',
      'Lampu jalan di Kecamatan Soreang, Kabupaten Bandung, mati sejak tiga hari 😡',
    );
    await submit(page, 'textarea[name=text]');
    const receipt = await textOf(page);
    const trackingId = /SP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(receipt)?.[0] ?? '';
    const codes = [...receipt.matchAll(/\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/g)]
      .map(([code]) => code)
      .filter((code) => code !== trackingId);
    expect(trackingId).not.toBe('');
    const receiptCode = codes.at(-1) ?? '';
    await system.settle();

    const later = await open('/lapor');
    const inputs = later.locator('form:not(:has(textarea)) input:not([type=hidden])');
    await inputs.nth(0).fill(trackingId);
    await inputs.nth(1).fill(receiptCode);
    await later.locator('form:not(:has(textarea)) button').first().click();
    const shown = await textOf(later);
    expect(shown).toContain('Lampu jalan di Kecamatan Soreang');
    expect(shown).toContain('Bandung');
    expect(shown).toMatch(/2026/);
    expect(later.url()).not.toContain(receiptCode);
  }, 60_000);

  it('tell a wrong code from nothing at all to nobody', async () => {
    const page = await open('/lapor/SP-AAAA-BBBB-CCCC');
    expect(await textOf(page)).not.toMatch(/error|stack|undefined/i);
    expect((await page.context().cookies()).length).toBe(0);
  }, 60_000);

  it('fit a small screen and a weak network, and bring nothing from elsewhere', async () => {
    const page = await open('/lapor');
    const answer = await system.call('GET', '/lapor');
    expect(Buffer.byteLength(answer.text)).toBeLessThan(14 * 1024);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(answer.text).not.toMatch(/<script|https?:\/\//);
    const overflow = await page
      .locator('body')
      .evaluate((body) => body.scrollWidth - body.clientWidth)
      .catch(() => 0);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByText('English').click();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  }, 60_000);
});
