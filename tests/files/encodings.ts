/** A text in UTF-16, which Node writes in one order of bytes only, with or without its mark. */
export function utf16(text: string, order: 'little' | 'big', hasMark: boolean): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf16le');
  return order === 'little' ? bytes : bytes.swap16();
}

/** A text as Chinese Excel saves it; of the characters beyond ASCII, those that GBK's common part has. */
export function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const bytesOf = new Map<string, number[]>();
  for (let high = 0xa1; high <= 0xf7; high += 1) {
    for (let low = 0xa1; low <= 0xfe; low += 1) {
      bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
  }
  return Uint8Array.from([...text].flatMap((char) => bytesOf.get(char) ?? [char.charCodeAt(0)]));
}
