import type { Pages } from '../data/use-pages.ts';
import { useLanguage } from '../state/taste.ts';
import { tables } from '../words/tables.ts';

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
