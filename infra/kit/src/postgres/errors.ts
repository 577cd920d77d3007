/** SQLSTATE classes that say "not now" rather than "not ever": connection, resources, shutdown, serialisation. */
const TRANSIENT = /^(08|53|57P|40|55P03)/;

/** A statement that was ended: nobody waited for it, or it took longer than any may. */
export const isCancelled = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === '57014';

/** Without a code: connections that broke, could not be made, or were all in use for too long. */
const SAID_BY_PG =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** Whether the same statement may succeed later. Total: an error that cannot be classified is permanent. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (/^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)/.test(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code)) return TRANSIENT.test(code);
  }
  return SAID_BY_PG.test(error.message);
}
