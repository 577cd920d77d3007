import { describe, expect, test } from 'vitest';
import { looseEffects } from './effects.ts';
import { filesEnding } from './files.ts';

const page = filesEnding('.ts', '.tsx').filter(({ path }) => path.startsWith('gateway/dashboard/'));
const loose = (text: string) => looseEffects({ path: 'x.tsx', text });

describe('an effect of the page', () => {
  test('ends with nothing or with a function, everywhere', () => {
    expect(page.filter(({ text }) => /use\w*Effect\(/.test(text)).length).toBeGreaterThan(5);
    expect(page.flatMap(looseEffects)).toEqual([]);
  });

  test.each([
    'useEffect(() => box.current?.scrollIntoView(), []);',
    'useLayoutEffect(() => { if (a) return focus(); });',
    'React.useEffect(async () => {}, []);',
    'useEffect(() => (who ? follow() : undefined), []);',
    'useEffect(draw, []);',
    'const x = <p ref={(p) => p?.scrollIntoView()} />;',
  ])('%s is found', (text) => expect(loose(text)).toHaveLength(1));

  test.each([
    'useEffect(() => { box.current?.scrollIntoView(); }, []);',
    'useEffect(() => () => end(), []);',
    'useEffect(() => { if (!a) return; return () => { return b(); }; }, []);',
    'useEffect(() => void begin(), []);',
    'const x = <p ref={box} />;',
  ])('%s is well', (text) => expect(loose(text)).toEqual([]));
});
