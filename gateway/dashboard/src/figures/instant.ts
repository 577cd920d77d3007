/** Made once: a table has tens of thousands of instants. */
const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** An instant in Jiangxi's time, to the second. */
export function instantText(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : CLOCK.format(date);
}
