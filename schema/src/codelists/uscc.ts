/** GB 32100-2015: the unified social credit code, 18 signs of these, the last of which proves the others. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Who registered (never 0), the category, six digits of an area, nine signs of the body itself, the check sign. */
const SHAPE = /^[1-9A-HJ-NP-RTUW-Y][0-9A-HJ-NP-RTUW-Y]\d{6}(?!0{9})[0-9A-HJ-NP-RTUW-Y]{10}$/;

/** The check sign that 17 signs ask for. */
export function checkSignOf(first: string): string {
  let weight = 1;
  let sum = 0;
  for (const sign of first) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % SIGNS.length;
  }
  return SIGNS[(SIGNS.length - (sum % SIGNS.length)) % SIGNS.length]!;
}

/** Whether a text is a unified social credit code that can exist. */
export const isUscc = (text: string): boolean =>
  SHAPE.test(text) && text[17] === checkSignOf(text.slice(0, 17));
