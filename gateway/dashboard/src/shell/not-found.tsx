import { Link } from 'wouter';
import { useLanguage } from '../state/taste.ts';
import { shell } from '../words/shell.ts';

export function NotFound() {
  const { t } = useLanguage();
  return (
    <section className="panel">
      <h1>{t(shell.notFound)}</h1>
      <Link href="/">{t(shell.home)}</Link>
    </section>
  );
}
