import type { Fen } from '@qianfan/schema/kernel/money';

const PLACES = { YUAN: 2, WAN: 6, YI: 10 } as const;

/** An exact amount of `fen` for the GraphQL type Money: at least two decimals, never rounded. */
export function moneyOf(
  fen: Fen,
  unit: keyof typeof PLACES = 'YUAN',
): { amount: string; unit: keyof typeof PLACES } {
  const places = PLACES[unit];
  const digits = (fen < 0n ? -fen : fen).toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '').padEnd(2, '0');
  return { amount: `${fen < 0n ? '-' : ''}${digits.slice(0, -places)}.${fraction}`, unit };
}
