import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { follow } from '../data/live.ts';
import { SESSION, useSession } from '../data/session.ts';
import { useLanguage } from '../state/taste.ts';
import SignIn from '../views/signin/signin.tsx';
import { shell } from '../words/shell.ts';
import { Failure } from './failure.tsx';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';
import { viewsFor } from './views.ts';

/** The page for whoever is signed in; the door for everybody else. */
export function App() {
  const session = useSession();
  const { t } = useLanguage();
  const [path] = useLocation();
  const principal = session.data?.principal ?? null;
  const who = principal ? `${principal.role} ${principal.institution}` : '';

  const client = useQueryClient();
  useEffect(
    () => (who ? follow(() => void client.invalidateQueries({ queryKey: SESSION })) : undefined),
    [who, client],
  );
  useEffect(() => {
    document.title = t(shell.title);
  }, [t]);

  if (session.isError)
    return <Failure error={session.error} again={() => void session.refetch()} />;
  if (!session.data) return <p className="loading">{t(shell.loading)}</p>;
  if (!principal) return <SignIn session={session.data} />;
  if (path === '/signin') return <Redirect to="/" />;
  const views = viewsFor(principal);
  return (
    <Frame principal={principal} views={views}>
      <Suspense fallback={<p className="loading">{t(shell.loading)}</p>}>
        <Switch>
          {views.map(({ path: at, part }) => (
            <Route key={at} path={at} component={part.component} />
          ))}
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </Frame>
  );
}
