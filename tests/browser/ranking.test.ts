import { describe, expect, it } from 'vitest';
import { axeFindings, browserSuite, screenshot, settled } from './page.fixture.ts';

const open = browserSuite();

describe('ranking and coverage', () => {
  it('an analyst asks which city grew slowest, and opens the growth', async () => {
    const page = await open({ as: 'regulator', path: '/ranking?period=2024-12' });
    await settled(page);
    const cities = page.getByRole('region', { name: /^各设区市增速/ });
    const growth = (await cities.getByRole('row').allInnerTexts())
      .slice(1)
      .map((text) => /([+-]?[\d.]+)%/.exec(text)![1]!);
    expect(growth).toHaveLength(11);
    expect(growth).toEqual(growth.toSorted((a, b) => Number(a) - Number(b)));

    const slowest = await cities.getByRole('row').nth(1).getByRole('rowheader').innerText();
    const sentence = `最低 ${slowest} ▼ ${growth[0]}%`;
    expect(await page.getByRole('main').innerText()).toContain(sentence);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'ranking');

    await cities.getByRole('row').nth(1).getByRole('link').first().click();
    await settled(page);
    expect(new URL(page.url()).pathname).toContain('M%3AYOY%3A2024-12');
    expect(await page.getByRole('main').innerText()).toContain(growth[0]);
  });

  it('coverage of the cities does not stand beside that of the province, which others report', async () => {
    const page = await open({ as: 'auditor', path: '/ranking?period=2024-12' });
    await settled(page);
    expect(await page.getByRole('main').innerText()).toContain('不与全省获贷率并列');
    expect(await page.getByRole('region', { name: /^各设区市获贷率/ }).count()).toBe(0);
  });

  it('coverage is what is counted over what is on the list, and says of how many institutions', async () => {
    const path = '/ranking?period=2024-12&basis=CONTRACT';
    const page = await open({ as: 'auditor', path, dark: true });
    await settled(page);
    const coverage = page.getByRole('region', { name: /^各设区市获贷率/ });
    const rows = (await coverage.getByRole('row').allInnerTexts()).slice(1);
    expect(rows).toHaveLength(11);
    for (const row of rows) {
      const [, percent, , borrowers, members] = row.split('\t').map((text) => {
        const [number = '', ...who] = text.trim().split(/\s+/);
        if (who.length > 0)
          expect(who.join(' ')).toMatch(/^逐笔合同 \d+\/185 家$|^个百分点$|^[+-]/);
        return number;
      });
      expect(row).toMatch(/逐笔合同 \d+\/185 家/);
      const expected = (Number(borrowers) * 100) / Number(members!.replace(',', ''));
      expect(Number(percent), row).toBeCloseTo(expected, 1);
    }
    expect(await axeFindings(page)).toEqual([]);
  });

  it('another peer group by growth is asked for in the address, and has another table', async () => {
    const page = await open({ as: 'regulator', path: '/ranking?period=2024-12' });
    await settled(page);
    await page.getByLabel('同业组').selectOption({ label: '城市商业银行' });
    await page.getByLabel('排名依据').selectOption({ label: '同比增速' });
    const league = page.getByRole('region', { name: /城市商业银行/ });
    await league.waitFor();
    await settled(page);
    expect(new URL(page.url()).search).toMatch(/group=CITY.*by=YOY/);
    const places = (await league.getByRole('row').allInnerTexts())
      .slice(1)
      .map((text) => text.split('\t')[0]!.trim());
    expect(places).toEqual(['1', '2', '3', '4']);
    // Of four nobody may be told the median.
    expect(await page.getByRole('main').innerText()).toContain('不足 5 家，不显示');
  });

  it('a bank sees its own place, the number of peers and the gap to the median, and no peer', async () => {
    const page = await open({ as: 'jjb', path: '/ranking?period=2024-12', width: 390 });
    await settled(page);
    const main = await page.getByRole('main').innerText();
    expect(main).toMatch(/位次\s+\d+\s*\/ 185/);
    expect(main).toMatch(/与中位数之差\s+\+[\d,.]+ 亿元/);
    const league = page.getByRole('region', { name: /全部机构/ });
    expect(await league.getByRole('row').count()).toBe(2);
    expect(await league.innerText()).toContain('九江银行');
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'ranking-bank-phone');
  });
});
