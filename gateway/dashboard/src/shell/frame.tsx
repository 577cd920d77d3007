import { type ReactNode, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { type Session, useSignIn } from '../data/session.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { ViewTables } from '../tables/view-tables.tsx';
import { passport } from '../words/passport.ts';
import { shell } from '../words/shell.ts';
import { Banner } from './banner.tsx';
import { Display } from './display.tsx';
import { LiveMark } from './live-mark.tsx';
import { Slip } from './slip.tsx';
import { useArrival } from './use-arrival.ts';
import type { View } from './views.ts';

interface FrameProps {
  principal: NonNullable<Session['principal']>;
  views: readonly View[];
  children: ReactNode;
}

/** Head, navigation and foot around a view. */
export function Frame({ principal, views, children }: FrameProps) {
  const { t } = useLanguage();
  const { to } = useAddress();
  const [path] = useLocation();
  const signIn = useSignIn();
  const main = useRef<HTMLElement>(null);
  useArrival(path, main);
  const view = views.find(({ path: at }) => at === path);
  return (
    <>
      <a className="skip" href="#content">
        {t(shell.skip)}
      </a>
      <header className="head">
        <Link href={to('/')} className="brand">
          <img src="/favicon.svg" alt="" width="26" height="26" />
          <span>{t(shell.title)}</span>
        </Link>
        <nav aria-label={t(shell.navigation)}>
          {views.flatMap(({ path: at, name, within, part }) =>
            within
              ? []
              : [
                  <Link
                    key={at}
                    href={to(at)}
                    aria-current={path === at ? 'page' : undefined}
                    onPointerEnter={part.fetch}
                    onFocus={part.fetch}
                  >
                    {t(name)}
                  </Link>,
                ],
          )}
        </nav>
        <div className="head-tools">
          {principal.synthetic && (
            <span className="synthetic" title={t(shell.syntheticWhy)}>
              {t(shell.synthetic)}
            </span>
          )}
          <LiveMark />
          <Display />
          <span className="who">{principal.actor}</span>
          <button type="button" onClick={() => signIn.mutate(null)}>
            {t(shell.signOut)}
          </button>
        </div>
      </header>
      <Banner />
      <main id="content" tabIndex={-1} ref={main}>
        <Slip />
        <ViewTables name={t(view?.name ?? passport.title)}>{children}</ViewTables>
      </main>
    </>
  );
}
