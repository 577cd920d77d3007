import { useState } from 'react';
import { useAsk } from '../../data/use-ask.ts';
import { Change } from '../../figures/figure.tsx';
import { sentenceOf, type Style } from '../../figures/sentence.ts';
import { copyText } from '../../shell/copy.ts';
import { useAddress } from '../../state/address.ts';
import { useLanguage } from '../../state/taste.ts';
import { overview } from '../../words/overview.ts';
import { passport } from '../../words/passport.ts';
import { inputOf, type Passported } from './input.ts';

const KINDS = ['yoy', 'ytd', 'mom'] as const;
const STYLES: readonly Style[] = ['EXACT', 'REST', 'ROUND'];
const FLOWS = new Set(['FLOW', 'UNIQ_FLOW']);

/** How the figure moved, and the sentence that a bulletin would say of it: in Chinese, whatever the page is read in. */
export function Moves({
  figure,
  name,
  where,
}: {
  figure: Passported;
  name: string;
  where: string;
}) {
  const { t } = useLanguage();
  const { address } = useAddress();
  const [style, setStyle] = useState<Style>('EXACT');
  const [copied, setCopied] = useState(false);
  const variables = { figure: inputOf(figure) };
  const isRatio = figure.unit === 'RATIO';
  const amounts = useAsk('Moves', variables, { enabled: !isRatio });
  const ratios = useAsk('Shifts', variables, { enabled: isRatio });
  const moved = (isRatio ? ratios : amounts).data?.data.observation;
  if (!moved || figure.value === null) return null;
  const sentence = sentenceOf(
    {
      subject: name.replaceAll(' ', ''),
      where,
      period: figure.period,
      isStock: !FLOWS.has(figure.definition?.additivity ?? ''),
      unit: figure.unit,
      value: figure.value,
      money: address.unit,
      moves: {
        yoy: moved.yoy?.value ?? null,
        ytd: moved.ytd?.value ?? null,
        mom: moved.mom?.value ?? null,
      },
    },
    style,
  );
  const copy = async () => {
    await copyText(sentence);
    setCopied(true);
  };
  return (
    <div className="passport-moves">
      <dl>
        {KINDS.map((kind) => (
          <div key={kind}>
            <dt>{t(overview[kind])}</dt>
            <dd>
              <Change
                value={moved[kind]?.value ?? null}
                status={moved[kind]?.status ?? 'MISSING'}
                unit={figure.unit}
              />
            </dd>
          </div>
        ))}
      </dl>
      <div className="sentence">
        <h2>{t(passport.sentence)}</h2>
        <p lang="zh-CN">{sentence}</p>
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
    </div>
  );
}
