import { useState } from 'react';
import { useAsk } from '../../data/use-ask.ts';
import { Change } from '../../figures/figure.tsx';
import { MOVES, type MoveKind, sentenceOf, type Style } from '../../figures/sentence.ts';
import { flagText, type Moved, remarksOn } from '../../figures/told.ts';
import { copyText } from '../../shell/copy.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { figures } from '../../words/figures.ts';
import { overview } from '../../words/overview.ts';
import { passport } from '../../words/passport.ts';
import type { Language, Text } from '../../words/text.ts';
import { inputOf, type Passported } from './input.ts';

const STYLES: readonly Style[] = ['EXACT', 'REST', 'ROUND'];
const NAMES: Record<MoveKind, Text> = {
  YOY: overview.yoy,
  YTD: overview.ytd,
  MOM: overview.mom,
  QOQ: figures.qoq,
};
/** A transform that is itself a move. */
const moveIn = (transform: string): MoveKind | undefined =>
  MOVES.find((kind) => kind === transform.replace(/^PP_/, ''));

interface MovesProps {
  figure: Passported;
  transform: string;
  /** `高新技术企业` and `贷款余额`, without what is done to it. */
  subject: Text;
  where: Text;
}

/**
 * How the figure moved, over what says something of it; and the sentence that a bulletin would say: in Chinese first,
 * whatever the page is read in.
 */
export function Moves({ figure, transform, subject, where }: MovesProps) {
  const { t } = useLanguage();
  const { address } = useAddress();
  const isLevel = transform === 'LEVEL';
  const kinds = isLevel ? MOVES.filter((kind) => figure.comparisons.includes(kind)) : [];
  const variables = { figure: inputOf(figure) };
  const isRatio = figure.unit === 'RATIO';
  const isAsked = isLevel && kinds.length > 0;
  const amounts = useAsk('Moves', variables, { enabled: isAsked && !isRatio });
  const ratios = useAsk('Shifts', variables, { enabled: isAsked && isRatio });
  const answer = (isRatio ? ratios : amounts).data?.data.observation;
  const own = moveIn(transform);
  if (figure.value === null || (!isLevel && !(own && figure.comparisons.includes(own))))
    return null;
  if (isAsked && !answer) return null;
  const moved = kinds.map((kind): [MoveKind, Moved | null] => [
    kind,
    answer?.[kind.toLowerCase() as Lowercase<MoveKind>] ?? null,
  ]);
  const told: [MoveKind, Moved | null][] = isLevel ? moved : [[own!, figure]];
  const saying = {
    ...{ subject, where, period: figure.period, span: figure.span, money: address.unit },
    // A growth is a fraction of an amount, the change of a ratio is in points.
    unit: isLevel ? figure.unit : transform.startsWith('PP_') ? 'RATIO' : 'YUAN',
    value: isLevel ? figure.value : null,
    counted: figure.counted,
    remarks: isLevel ? remarksOn(figure, address.unit) : [],
    moves: told.flatMap(([kind, move]) =>
      move && move.value !== null
        ? [{ kind, value: move.value, remarks: move.flags.map(flagText) }]
        : [],
    ),
  } as const;
  return (
    <div className="passport-moves">
      {isLevel && (
        <dl>
          {moved.map(([kind, move]) => (
            <div key={kind}>
              <dt>{t(NAMES[kind])}</dt>
              <dd>
                <Change move={move} unit={figure.unit} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Sentence said={(style, language) => sentenceOf(saying, style, language)} />
    </div>
  );
}

/** To be copied into a bulletin. */
function Sentence({ said }: { said: (style: Style, language: Language) => string }) {
  const { t, language } = useLanguage();
  const [style, setStyle] = useState<Style>('EXACT');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(said(style, 'zh'));
    setCopied(true);
  };
  return (
    <div className="sentence">
      <h2>{t(passport.sentence)}</h2>
      <p lang="zh-CN">{said(style, 'zh')}</p>
      {language === 'en' && <div lang="en">{said(style, 'en')}</div>}
      <div className="tools">
        <div role="group" aria-label={t(passport.sentence)} className="tools">
          {STYLES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={style === one}
              onClick={() => {
                setStyle(one);
                setCopied(false);
              }}
            >
              {t(passport[one])}
            </button>
          ))}
        </div>
        <button type="button" onClick={() => void copy()}>
          {t(copied ? passport.copied : passport.copy)}
        </button>
      </div>
    </div>
  );
}
