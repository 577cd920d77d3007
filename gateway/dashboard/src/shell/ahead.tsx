import { dayOf } from '@qianfan/schema/kernel/instant';
import { instantText } from '../figures/format.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';

/** A date or an instant that has not come. */
export const isAhead = (asOf: string): boolean =>
  asOf.includes('T') ? Date.parse(asOf) > Date.now() : asOf > dayOf(Date.now() * 1000);

/** Nothing is known of tomorrow: said once, in place of every part that would be refused. */
export function Ahead({ name }: { name: string }) {
  const { address, change } = useAddress();
  const { t } = useLanguage();
  return (
    <section className="panel">
      <h1>{name}</h1>
      <p role="alert">
        {instantOf(address.asOf)} {t(shell.ahead)} {instantText(new Date().toISOString())}
      </p>
      <p>
        <button type="button" onClick={() => change({ asOf: '' })}>
          {t(shell.asOfNow)}
        </button>
      </p>
    </section>
  );
}

const instantOf = (asOf: string): string => (asOf.includes('T') ? instantText(asOf) : asOf);
