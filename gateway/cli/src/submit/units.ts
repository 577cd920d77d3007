import { halfWidth } from './sheet.ts';

/** Units of money, as the heads of forms name them. */
export type Money = '元' | '千元' | '万元' | '百万元' | '亿元';

const UNIT = '(?:人民币)?(百万|千万|万|亿|千)?元';

/** `（万元）`, `（单位：万元）`, `单位：万元、户`: the unit of money that a heading or a title names. */
export function moneyIn(text: string): Money | undefined {
  const half = halfWidth(text).replace(/\s/g, '');
  const found =
    new RegExp(`单位:${UNIT}`).exec(half) ??
    new RegExp(`[([](?:单位:?)?${UNIT}[)\\]]`).exec(half) ??
    new RegExp(`^${UNIT}$`).exec(half);
  return found ? (`${found[1] ?? ''}元` as Money) : undefined;
}

/** What a head line says behind 单位: `万元`, `人民币万元`, `万元、户`, `WAN_YUAN`; anything else as it stands. */
export function unitOf(text: string): string {
  const parts = halfWidth(text)
    .replace(/^\((.*)\)$/, '$1')
    .split(/[\s,;、/]+/)
    .map((part) => moneyIn(part) ?? part);
  const money = parts.filter((part) => part.endsWith('元'));
  const unit = money.length === 1 ? money[0]! : text;
  return CODES[unit] ?? unit;
}

const CODES: Readonly<Record<string, string>> = { 万元: 'WAN_YUAN', 元: 'YUAN' };

const CURRENCIES: Readonly<Record<string, string>> = { 人民币: 'CNY', RMB: 'CNY' };

export const currencyOf = (text: string): string => CURRENCIES[text] ?? text;
