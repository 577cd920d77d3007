/** An id for a command that is sent once. Works without https, where `crypto.randomUUID` is not. */
export const attempt = (): string =>
  `page-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
