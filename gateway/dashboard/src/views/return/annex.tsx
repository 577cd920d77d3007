import { useEffect, useRef, useState } from 'react';
import { Panel } from '../../charts/panel.tsx';
import { Boundary } from '../../shell/boundary.tsx';
import { Opener } from '../../shell/opener.tsx';
import { useLanguage } from '../../state/taste.ts';
import { type Column, DataTable } from '../../tables/data-table.tsx';
import { ret } from '../../words/return.ts';
import type { Text } from '../../words/text.ts';
import { BorrowerForm } from './borrower-form.tsx';
import type { Borrowers, Form } from './draft.ts';
import type { Issue } from './issues.ts';
import { IssueText } from './violations.tsx';

type Borrower = Borrowers[number];

interface AnnexProps {
  form: Form;
  borrowers: Borrowers;
  names: ReadonlyMap<string, Text>;
  issues: ReadonlyMap<string, readonly Issue[]>;
  isMended: (issue: Issue) => boolean;
  /** An enterprise to be brought into view, or just the annex; a new object each time. */
  jump: { enterprise: string } | undefined;
  onChange: (borrowers: Borrowers) => void;
}

/** The borrowers behind the counts: which, in which rows, and one more, other or less. */
export function Annex(props: AnnexProps) {
  const { form, borrowers, names, issues, isMended, jump, onChange } = props;
  const { t } = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const [sought, setSought] = useState('');
  const [edited, setEdited] = useState<Borrower>();
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!jump) return;
    setIsOpen(true);
    setSought(jump.enterprise);
    opener.current?.focus();
  }, [jump]);

  const counts = form.columns.filter(({ kind }) => kind === 'COUNT');
  return (
    <Panel
      title={`${t(ret.annex)} · ${borrowers.length} ${t(ret.borrowers)}`}
      note={t(ret.annexHint)}
      className="annex"
    >
      <div className="tools">
        <Opener button={opener} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)}>
          {t(isOpen ? ret.hideAnnex : ret.showAnnex)}
        </Opener>
      </div>
      {isOpen && (
        <Boundary>
          <BorrowerForm
            key={edited?.enterprise ?? ''}
            columns={counts}
            edited={edited}
            onSave={(saved) => {
              const replaced = new Set([...saved, edited].map((one) => one?.enterprise));
              const rest = borrowers.filter(({ enterprise }) => !replaced.has(enterprise));
              onChange([...rest, ...saved]);
              setEdited(undefined);
            }}
            onCancel={() => setEdited(undefined)}
          />
          <Lines
            {...{ counts, borrowers, names, issues, isMended, sought }}
            onSeek={setSought}
            onEdit={setEdited}
            onChange={onChange}
          />
        </Boundary>
      )}
    </Panel>
  );
}

interface LinesProps extends Pick<
  AnnexProps,
  'borrowers' | 'names' | 'issues' | 'isMended' | 'onChange'
> {
  counts: Form['columns'];
  sought: string;
  onSeek: (sought: string) => void;
  onEdit: (borrower: Borrower) => void;
}

/** One line for each enterprise that is looked for, by id or name. */
function Lines(props: LinesProps) {
  const { counts, borrowers, names, issues, isMended, sought, onSeek, onEdit, onChange } = props;
  const { t } = useLanguage();
  const seeker = useRef<HTMLInputElement>(null);
  const nameOf = (enterprise: string) => {
    const name = names.get(enterprise);
    return name ? t(name) : '';
  };
  const found = sought.trim().toLowerCase();
  const lines = borrowers
    .map((borrower, index) => ({ borrower, index }))
    .filter(({ borrower: { enterprise } }) =>
      `${enterprise} ${nameOf(enterprise)}`.toLowerCase().includes(found),
    );
  type Line = (typeof lines)[number];

  const columns: Column<Line>[] = [
    {
      key: 'enterprise',
      header: t(ret.enterprise),
      cell: ({ borrower: { enterprise } }) => (
        <>
          {enterprise}
          {issues.get(enterprise)?.map((issue, n) => (
            <IssueText key={`${issue.code} ${n}`} issue={issue} isMended={isMended(issue)} />
          ))}
        </>
      ),
      value: ({ borrower }) => borrower.enterprise,
    },
    {
      key: 'name',
      header: t(ret.enterpriseName),
      value: ({ borrower }) => nameOf(borrower.enterprise),
    },
    ...counts.map(({ code, name }) => ({
      key: code,
      header: `${code} ${t(name)}`,
      value: ({ borrower }: Line) => borrower.rows[code]?.join(' ') ?? '',
    })),
    {
      key: 'change',
      header: t(ret.change),
      only: 'SCREEN',
      cell: ({ borrower, index }) => (
        <span className="line-tools">
          <button
            type="button"
            aria-label={`${t(ret.edit)} ${borrower.enterprise}`}
            onClick={() => onEdit(borrower)}
          >
            {t(ret.edit)}
          </button>
          <button
            type="button"
            aria-label={`${t(ret.remove)} ${borrower.enterprise}`}
            onClick={() => {
              onChange(borrowers.filter((_, n) => n !== index));
              // The button goes with its line.
              seeker.current?.focus();
            }}
          >
            {t(ret.remove)}
          </button>
        </span>
      ),
      value: () => '',
    },
  ];
  return (
    <DataTable
      caption={t(ret.annex)}
      columns={columns}
      rows={lines}
      keyOf={({ index }) => String(index)}
      cut=""
      tools={
        <label>
          {t(ret.seek)}{' '}
          <input type="search" value={sought} onChange={({ target }) => onSeek(target.value)} />
        </label>
      }
    />
  );
}
