import { useEffect, useRef } from 'react';
import { instantText } from '../../figures/format.ts';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import type { Outcome } from './issues.ts';

/** What the door gives for a return that it took. */
export function Receipt({ receipt }: { receipt: NonNullable<Outcome['receipt']> }) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [receipt]);
  const lines = [
    [ret.position, receipt.position],
    [ret.digest, receipt.digest],
    [ret.hash, receipt.hash],
    [ret.knownAt, `${instantText(receipt.knownAt)} (Asia/Shanghai)`],
    [ret.type, receipt.type],
  ] as const;
  return (
    <section className="receipt" role="status">
      <h3 ref={heading} tabIndex={-1}>
        ✓ {t(ret.accepted)} · {t(ret.receipt)}
      </h3>
      <dl className="facts">
        {lines.map(([name, value]) => (
          <div key={name.en} className="fact">
            <dt>{t(name)}</dt>
            <dd className={name === ret.knownAt ? '' : 'hash'}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="note">{t(ret.receiptHint)}</p>
    </section>
  );
}
