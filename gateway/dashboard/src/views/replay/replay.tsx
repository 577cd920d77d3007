import { Boundary } from '../../shell/boundary.tsx';
import { useLanguage } from '../../state/taste.ts';
import { replay } from '../../words/replay.ts';
import { Rerun } from './rerun.tsx';
import { Verification } from './verification.tsx';
import './replay.css';

/** 重放与核验: whether what is shown follows from the facts, and whether the facts are what they were. */
export default function Replay() {
  const { t } = useLanguage();
  return (
    <>
      <h1>{t(replay.title)}</h1>
      <p className="note">{t(replay.hint)}</p>
      <Boundary>
        <Verification />
      </Boundary>
      <Boundary>
        <Rerun />
      </Boundary>
    </>
  );
}
