import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';

/** What a clerk does on 本机构报送, by the words that a clerk reads. */
export const take = (
  page: Page,
  file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
) => page.getByLabel(/选择文件|Choose a file/).setInputFiles(file);

export const takeText = (page: Page, name: string, content: string | Buffer) =>
  take(page, { name, mimeType: 'text/plain', buffer: Buffer.from(content as string) });

/** A cell by `row/column`, or `area/row/column`. */
export const cell = (page: Page, place: string) =>
  page.locator(`[id="cell-${place.split('/').length === 3 ? '' : '/'}${place}"]`);

export const send = (page: Page) => page.getByRole('button', { name: '报送', exact: true }).click();

export const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

/** The entries of what is wrong, once the door has said so. */
export async function refusal(page: Page): Promise<string[]> {
  await page.getByRole('heading', { name: /退回|Refused/ }).waitFor();
  return page.locator('.violations li').allInnerTexts();
}

export async function receiptOf(page: Page): Promise<string[]> {
  await page.getByRole('heading', { name: '已受理' }).waitFor();
  return page.locator('.receipt dd').allInnerTexts();
}

/** The file that the page gives of what is in the grid, or by another button. */
export async function downloaded(
  page: Page,
  button: string | RegExp = /下载 CSV|Get as CSV/,
): Promise<{ name: string; bytes: Buffer; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const bytes = await buffer(await download.createReadStream());
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** As a spreadsheet program puts a copied block on the clipboard. */
export const paste = (page: Page, copied: string) =>
  page.evaluate((block) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', block);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement!.dispatchEvent(event);
  }, copied);

/** Chinese as Excel saves it; of the characters beyond ASCII, those that GBK's common part has. */
export function inGbk(chinese: string): Buffer {
  const decoder = new TextDecoder('gbk');
  const bytesOf = new Map<string, number[]>();
  for (let high = 0xa1; high <= 0xf7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
  }
  return Buffer.from([...chinese].flatMap((char) => bytesOf.get(char) ?? [char.charCodeAt(0)]));
}
