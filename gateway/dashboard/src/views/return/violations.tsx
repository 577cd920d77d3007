import { nameOfCode } from '@qianfan/schema/codelists/codelists';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../../state/taste.ts';
import { ret } from '../../words/return.ts';
import { shell } from '../../words/shell.ts';
import type { Text } from '../../words/text.ts';
import { partsOf } from './draft.ts';
import { isError, type Issue, placeOfIssue } from './issues.ts';

/** Rule, sentence, found and expected, what to do: in the reader's language. */
export function IssueText({ issue, isMended }: { issue: Issue; isMended: boolean }) {
  const { t } = useLanguage();
  const { code, severity, column, found, expected, message, fix } = issue;
  return (
    <div className={isMended ? 'issue mended' : isError(issue) ? 'issue' : 'issue remark'}>
      <p>
        <span className={isError(issue) && !isMended ? 'badge bad' : 'badge'}>
          {code} {t(nameOfCode('severity', severity))}
        </span>{' '}
        {column && <strong>{column}</strong>} {t(message)}
        {isMended && <span className="note"> ({t(ret.mended)})</span>}
      </p>
      {(found !== null || expected !== null) && (
        <p className="note">
          {found !== null && `${t(ret.found)}: ${found || '—'}`}
          {found !== null && expected !== null && ' · '}
          {expected !== null && `${t(ret.expected)}: ${expected}`}
        </p>
      )}
      {fix && (
        <p className="note">
          {t(ret.fix)}: {t(fix)}
        </p>
      )}
    </div>
  );
}

/** All issues, those that refuse first; each that is about a cell leads there. */
export function Violations({
  issues,
  isMended,
  refused,
  onJump,
}: {
  issues: readonly Issue[];
  isMended: (issue: Issue) => boolean;
  refused: boolean;
  onJump: (issue: Issue) => void;
}) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  // A new answer is read out, and is where the keyboard goes on.
  useEffect(() => {
    if (refused) heading.current?.focus();
  }, [issues, refused]);
  const left = issues.filter((issue) => isError(issue) && !isMended(issue)).length;
  const sorted = issues.toSorted((a, b) => Number(isError(b)) - Number(isError(a)));
  return (
    <section className={refused ? 'violations refused' : 'violations'} role="status">
      <h3 ref={heading} tabIndex={-1}>
        {refused ? `✗ ${t(ret.refused)}` : t(ret.warnings)}
        {refused && (
          <span className="note">
            {' '}
            {left} {t(ret.left)}
          </span>
        )}
      </h3>
      <ol>
        {sorted.map((issue, n) => (
          <li key={`${issue.code} ${issue.path} ${n}`}>
            <button type="button" onClick={() => onJump(issue)}>
              <span className="unseen">{t(ret.goTo)} </span>
              {nameOf(issue, t)}
            </button>
            <IssueText issue={issue} isMended={isMended(issue)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What of a return is no cell, by the beginning of its path. */
const PARTS: Readonly<Record<string, Text>> = {
  institution: ret.institution,
  form: ret.form,
  period: shell.period,
  revision: ret.revision,
  currency: ret.currency,
  unit: ret.unitName,
  tables: ret.tables,
  borrowers: ret.annex,
};

function nameOf(issue: Issue, t: (text: Text) => string): string {
  const place = placeOfIssue(issue);
  if (place === undefined) {
    const [, part = '', ...rest] = issue.path?.split('/') ?? [];
    const name = PARTS[part];
    return [name ? t(name) : part, ...rest].filter(Boolean).join(' ') || (issue.row ?? '·');
  }
  const { area, row, column } = partsOf(place);
  return [area, row, column].filter(Boolean).join(' × ');
}
