import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { follow } from '../data/live.ts';
import { SESSION, useSession } from '../data/session.ts';
import { useAddress } from '../state/address.ts';
import { useLanguage } from '../state/taste.ts';
import { useTitle } from '../state/title.ts';
import SignIn from '../views/signin/signin.tsx';
import { shell } from '../words/shell.ts';
import { Ahead, isAhead } from './ahead.tsx';
import { Boundary } from './boundary.tsx';
import { Failure } from './failure.tsx';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';
import { type View, viewsFor } from './views.ts';

/** The page for whoever is signed in; the door for everybody else. */
export function App() {
  const session = useSession();
  const { t } = useLanguage();
  const [path] = useLocation();
  const principal = session.data?.principal ?? null;
  const who = principal ? `${principal.role} ${principal.institution}` : '';

  useTitle('house', t(shell.short));
  const client = useQueryClient();
  useEffect(() => {
    if (!who) return undefined;
    const end = follow(() => void client.invalidateQueries({ queryKey: SESSION }));
    return () => end();
  }, [who, client]);

  if (session.isError)
    return <Failure error={session.error} again={() => void session.refetch()} />;
  if (!session.data) return <p className="loading">{t(shell.loading)}</p>;
  if (!principal) return <SignIn session={session.data} />;
  if (path === '/signin') return <Redirect to="/" />;
  const views = viewsFor(principal);
  return (
    <Frame principal={principal} views={views}>
      {/* A view that fails as it goes is no more: the one that comes is tried anew. */}
      <Boundary resetKeys={[path]}>
        <Switch>
          {views.map((view) => (
            <Route key={view.path} path={view.path}>
              <Shown view={view} />
            </Route>
          ))}
          <Route component={NotFound} />
        </Switch>
      </Boundary>
    </Frame>
  );
}

/** A view under its title; where it fails, the menu stays. */
function Shown({ view: { name, part } }: { view: View }) {
  const { t } = useLanguage();
  const { address } = useAddress();
  useTitle('view', t(name));
  if (isAhead(address.asOf)) return <Ahead name={t(name)} />;
  return (
    <Boundary heading={<h1>{t(name)}</h1>} onReset={part.forget}>
      <Suspense fallback={<p className="loading">{t(shell.loading)}</p>}>
        <part.component />
      </Suspense>
    </Boundary>
  );
}
