import { useEffect, useRef } from 'react';
import { instantText } from '../../figures/format.ts';
import { useLanguage } from '../../state/taste.ts';
import { save } from '../../tables/export.ts';
import { ret } from '../../words/return.ts';
import type { Draft } from './draft.ts';
import type { Outcome } from './issues.ts';

/** What the door gives for a return that it took. */
export function Receipt({
  receipt,
  of,
}: {
  receipt: NonNullable<Outcome['receipt']>;
  of: Pick<Draft, 'institution' | 'form' | 'period' | 'revision'>;
}) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [receipt]);
  const lines = [
    [ret.form, `${of.form} · ${of.period} · ${t(ret.revision)} ${of.revision}`],
    [ret.institution, of.institution],
    [ret.position, receipt.position],
    [ret.digest, receipt.digest],
    [ret.hash, receipt.hash],
    [ret.knownAt, `${instantText(receipt.knownAt)} (Asia/Shanghai)`],
    [ret.type, receipt.type],
  ] as const;
  const text = lines.map(([name, value]) => `${name.zh} ${name.en}: ${value}\r\n`).join('');
  const name = `${of.form}_${of.institution}_${of.period}_v${of.revision}_receipt.txt`;
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
      <p>
        <button
          type="button"
          onClick={() => save(new Blob([`\uFEFF${text}`], { type: 'text/plain' }), name)}
        >
          {t(ret.saveReceipt)}
        </button>
      </p>
    </section>
  );
}
