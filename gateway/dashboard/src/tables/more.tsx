import type { Pages } from '../data/use-pages.ts';
import { useLanguage } from '../state/taste.ts';
import type { Text } from '../words/text.ts';
import type { Line } from './about.ts';
import { tables } from '../words/tables.ts';

/** Of a list that is not whole: how much of it was taken along. */
export const loadedOf = (
  { nodes, total, isWhole }: Pages<unknown>,
  t: (text: Text) => string,
): Line[] =>
  isWhole ? [] : [[t(tables.loaded), `${nodes.length}${total === undefined ? '' : ` / ${total}`}`]];

/** How much of a list is here while not all of it is, and the way to the rest. */
export function More({ pages }: { pages: Pages<unknown> }) {
  const { t } = useLanguage();
  const { nodes, total, isWhole, isLoading, more } = pages;
  if (isWhole) return null;
  return (
    <p className="note more" role="status">
      {t(tables.loaded)} {nodes.length.toLocaleString('en')}
      {total !== undefined && ` / ${total.toLocaleString('en')}`}{' '}
      {isLoading ? (
        t(tables.loading)
      ) : (
        <button type="button" onClick={more}>
          {t(tables.more)}
        </button>
      )}
    </p>
  );
}
