import { Link } from 'wouter';
import { useLanguage } from '../state/taste.ts';
import { useTitle } from '../state/title.ts';
import { shell } from '../words/shell.ts';

export function NotFound() {
  const { t } = useLanguage();
  useTitle('view', t(shell.notFound));
  return (
    <section className="panel">
      <h1>{t(shell.notFound)}</h1>
      <Link href="/">{t(shell.home)}</Link>
    </section>
  );
}
